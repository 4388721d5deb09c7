#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>

#include "fuzz/lines.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/http_date.hpp"

// Input: the present, in seconds since 1970, on a line; then an HTTP-date.

namespace ranged::fuzz {
namespace {

using http::Seconds;
using std::chrono::seconds;
using std::chrono::year;

constexpr Seconds kFirst = std::chrono::sys_days{year{0} / 1 / 1};
constexpr Seconds kLast = std::chrono::sys_days{year{10'000} / 1 / 1} - seconds{1};

/// As the C library understands time.
std::string spelled(Seconds time) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t number = time.time_since_epoch().count();
  std::tm parts{};
  RANGED_CHECK(::gmtime_r(&number, &parts) != nullptr);
  std::array<char, 100> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text.data();
}

/// Every time can be spelled, and is read as it was meant.
void check_time(Seconds time, Seconds now) {
  const Seconds nearest = std::clamp(time, kFirst, kLast);
  const std::string text = http::format_http_date(time);
  RANGED_CHECK(text == spelled(nearest));
  RANGED_CHECK(http::parse_http_date(text, now) == nearest);
}

/// RFC 9110, section 5.6.7: two digits of a year are those of one within the last fifty and the
/// next fifty, here with room for leap days. A 29 February that is none may be a century older.
void check_century(std::string_view input, Seconds time, Seconds now) {
  constexpr std::chrono::days kHalf(50 * 366);
  RANGED_CHECK(time <= now + kHalf);
  if (input.find("29-Feb") == std::string_view::npos) RANGED_CHECK(time >= now - kHalf);
  if (input.find(":60") != std::string_view::npos) return;  // may be the next year
  RANGED_CHECK(spelled(time).substr(14, 2) == input.substr(input.rfind('-') + 1, 2));
}

void check(std::string_view input) {
  auto line = take_line(input);
  const std::uint64_t number = take_number(line);
  check_time(Seconds(seconds(static_cast<std::int64_t>(number))), Seconds(seconds(0)));

  const Seconds now = Seconds(seconds(number % 10'000'000'000));
  const auto time = http::parse_http_date(input, now);
  if (!time) return;
  RANGED_CHECK(*time >= kFirst && *time <= kLast + seconds(1));  // one may leap out of 9999
  check_time(*time, now);
  const bool has_century = input.find('-') == std::string_view::npos;
  if (!has_century) return check_century(input, *time, now);
  RANGED_CHECK(http::parse_http_date(input, Seconds(seconds(0))) == time);
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::check(ranged::fuzz::octets_of(data, size));
  return 0;
}
