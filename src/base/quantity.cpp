#include "ranged/base/quantity.hpp"

#include <charconv>
#include <limits>
#include <system_error>

#include "ranged/base/check.hpp"
#include "ranged/base/text.hpp"

namespace ranged::base {
namespace {

struct ByteUnit {
  std::string_view letter;  // the suffix is this, this + "B", or this + "iB"
  int shift;
};

// From the largest to the smallest: formatting takes the first that divides.
constexpr ByteUnit kByteUnits[] = {{"T", 40}, {"G", 30}, {"M", 20}, {"K", 10}, {"", 0}};

struct TimeUnit {
  std::string_view suffix;
  std::uint64_t milliseconds;
};

constexpr TimeUnit kTimeUnits[] = {{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}};

/// A number and what stands behind it.
struct Quantity {
  std::uint64_t number = 0;
  std::string_view suffix;
};

std::optional<Quantity> split(std::string_view text) {
  Quantity quantity;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, quantity.number);
  if (error != std::errc{}) return std::nullopt;
  quantity.suffix = std::string_view(rest, static_cast<std::size_t>(end - rest));
  return quantity;
}

std::optional<std::uint64_t> product(std::uint64_t number, std::uint64_t unit, std::uint64_t most) {
  if (number > most / unit) return std::nullopt;
  return number * unit;
}

bool names_unit(std::string_view suffix, const ByteUnit& unit) {
  if (!equals_ignoring_case(suffix.substr(0, unit.letter.size()), unit.letter)) return false;
  const auto rest = suffix.substr(unit.letter.size());
  return rest.empty() || equals_ignoring_case(rest, "B") ||
         (!unit.letter.empty() && equals_ignoring_case(rest, "IB"));
}

}  // namespace

std::optional<std::uint64_t> parse_byte_size(std::string_view text) {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  for (const auto& unit : kByteUnits) {
    if (names_unit(quantity->suffix, unit)) {
      return product(quantity->number, std::uint64_t{1} << unit.shift,
                     std::numeric_limits<std::uint64_t>::max());
    }
  }
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  using std::chrono::milliseconds;
  constexpr auto kMost = static_cast<std::uint64_t>(milliseconds::max().count());
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  for (const auto& unit : kTimeUnits) {
    if (quantity->suffix != unit.suffix) continue;
    const auto count = product(quantity->number, unit.milliseconds, kMost);
    if (!count) return std::nullopt;
    return milliseconds(static_cast<milliseconds::rep>(*count));
  }
  return std::nullopt;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  const auto quantity = split(text);
  if (!quantity || !quantity->suffix.empty()) return std::nullopt;
  return quantity->number;
}

std::string format_byte_size(std::uint64_t octets) {
  for (const auto& unit : kByteUnits) {
    const std::uint64_t size = std::uint64_t{1} << unit.shift;
    if (unit.shift == 0 || octets == 0 || octets % size != 0) continue;
    return std::to_string(octets >> unit.shift) + std::string(unit.letter) + "iB";
  }
  return std::to_string(octets) + 'B';
}

std::string readable_byte_size(std::uint64_t octets) {
  for (const auto& unit : kByteUnits) {
    const std::uint64_t size = std::uint64_t{1} << unit.shift;
    if (unit.shift == 0 || octets < size) continue;
    const std::uint64_t tenth = octets % size * 10 / size;
    return std::to_string(octets >> unit.shift) + '.' + std::to_string(tenth) + ' ' +
           std::string(unit.letter) + "iB";
  }
  return std::to_string(octets) + " B";
}

std::string format_duration(std::chrono::milliseconds duration) {
  RANGED_CHECK(duration.count() >= 0);
  const auto count = static_cast<std::uint64_t>(duration.count());
  if (count == 0) return "0s";
  for (const auto& unit : kTimeUnits) {
    if (count % unit.milliseconds != 0) continue;
    return std::to_string(count / unit.milliseconds) + std::string(unit.suffix);
  }
  RANGED_CHECK(false);  // every count is a number of milliseconds
}

}  // namespace ranged::base
