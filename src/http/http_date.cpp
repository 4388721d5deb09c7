#include "ranged/http/http_date.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> kLongDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What a format spells; not yet known to exist.
struct Parts {
  int year = 0;  ///< with its century, or without
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

/// Takes pieces from the front of a text; once one is missing, `ok` stays false.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return ok_ && rest_.empty(); }

  void literal(std::string_view expected) {
    ok_ = ok_ && rest_.starts_with(expected);
    if (ok_) rest_.remove_prefix(expected.size());
  }

  /// Exactly `count` digits; if `padded`, the first may be a space.
  int number(std::size_t count, bool padded = false) {
    if (!ok_ || rest_.size() < count) return fail();
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = padded && i == 0 && rest_[0] == ' ' ? '0' : rest_[i];
      if (!is_digit(c)) return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  /// The position of the name that comes next.
  unsigned name(Names names) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](auto candidate) { return rest_.starts_with(candidate); });
    if (!ok_ || found == names.end()) return static_cast<unsigned>(fail());
    rest_.remove_prefix(found->size());
    return static_cast<unsigned>(found - names.begin());
  }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

void read_time(Reader& reader, Parts& parts) {
  parts.hour = reader.number(2);
  reader.literal(":");
  parts.minute = reader.number(2);
  reader.literal(":");
  parts.second = reader.number(2);
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", or with long names, dashes and two digits for the year.
std::optional<Parts> read_fixdate(std::string_view text, Names day_names,
                                  std::string_view separator, std::size_t year_digits) {
  Reader reader(text);
  Parts parts;
  reader.name(day_names);
  reader.literal(", ");
  parts.day = static_cast<unsigned>(reader.number(2));
  reader.literal(separator);
  parts.month = reader.name(kMonths) + 1;
  reader.literal(separator);
  parts.year = reader.number(year_digits);
  reader.literal(" ");
  read_time(reader, parts);
  reader.literal(" GMT");
  return reader.done() ? std::optional(parts) : std::nullopt;
}

/// "Sun Nov  6 08:49:37 1994"
std::optional<Parts> read_asctime(std::string_view text) {
  Reader reader(text);
  Parts parts;
  reader.name(kDays);
  reader.literal(" ");
  parts.month = reader.name(kMonths) + 1;
  reader.literal(" ");
  parts.day = static_cast<unsigned>(reader.number(2, true));
  reader.literal(" ");
  read_time(reader, parts);
  reader.literal(" ");
  parts.year = reader.number(4);
  return reader.done() ? std::optional(parts) : std::nullopt;
}

/// nullopt if there is no such day or time.
std::optional<Seconds> time_of(const Parts& parts) {
  const year_month_day date{year{parts.year}, month{parts.month}, day{parts.day}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  return sys_days{date} + hours{parts.hour} + minutes{parts.minute} + seconds{parts.second};
}

/// The latest time with these last two digits of the year that is at most 50 years ahead.
std::optional<Seconds> time_within_50_years(Parts parts, Seconds now) {
  const auto today = floor<days>(now);
  const auto limit_date = year_month_day{today} + years{50};
  const auto limit = sys_days{limit_date} + (now - today);
  const int limit_year = static_cast<int>(limit_date.year());
  parts.year = limit_year - (limit_year - parts.year) % 100;
  const auto time = time_of(parts);
  if (time && *time <= limit) return time;
  parts.year -= 100;
  return time_of(parts);
}

void append_digits(std::string& text, int value, int count) {
  if (count > 1) append_digits(text, value / 10, count - 1);
  text += static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<Seconds> parse_http_date(std::string_view text, Seconds now) {
  if (const auto parts = read_fixdate(text, kDays, " ", 4)) return time_of(*parts);
  if (const auto parts = read_asctime(text)) return time_of(*parts);
  if (const auto parts = read_fixdate(text, kLongDays, "-", 2)) {
    return time_within_50_years(*parts, now);
  }
  return std::nullopt;
}

std::string format_http_date(Seconds time) {
  constexpr Seconds kFirst = sys_days{year{0} / 1 / 1};
  constexpr Seconds kLast = sys_days{year{10'000} / 1 / 1} - seconds{1};
  time = std::clamp(time, kFirst, kLast);
  const auto today = floor<days>(time);
  const year_month_day date{today};
  const hh_mm_ss clock{time - today};
  std::string text(kDays[weekday{today}.c_encoding()]);
  text += ", ";
  append_digits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  text += ' ';
  text += kMonths[static_cast<unsigned>(date.month()) - 1];
  text += ' ';
  append_digits(text, static_cast<int>(date.year()), 4);
  text += ' ';
  append_digits(text, static_cast<int>(clock.hours().count()), 2);
  text += ':';
  append_digits(text, static_cast<int>(clock.minutes().count()), 2);
  text += ':';
  append_digits(text, static_cast<int>(clock.seconds().count()), 2);
  return text += " GMT";
}

}  // namespace ranged::http
