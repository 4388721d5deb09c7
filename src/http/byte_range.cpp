#include "ranged/http/byte_range.hpp"

#include <algorithm>
#include <limits>

#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

using RangeSpec = RangeSet::value_type;

constexpr std::string_view kUnit = "bytes";

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::uint64_t saturated(std::string_view digits) {
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (kMax - digit) / 10) return kMax;
    value = value * 10 + digit;
  }
  return value;
}

/// Of the numbers as written: two that saturate are still told apart.
bool is_less(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::optional<RangeSpec> parse_spec(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = text.substr(0, dash);
  const auto last = text.substr(dash + 1);
  if (first.empty()) {
    if (!is_number(last)) return std::nullopt;
    return SuffixRange{saturated(last)};
  }
  if (!is_number(first)) return std::nullopt;
  if (last.empty()) return IntRange{saturated(first), std::nullopt};
  if (!is_number(last) || is_less(last, first)) return std::nullopt;
  return IntRange{saturated(first), saturated(last)};
}

/// Empty if `spec` is unsatisfiable.
ByteRange resolve(const IntRange& spec, std::uint64_t complete_length) {
  if (spec.first_pos >= complete_length) return {};
  const auto last = std::min(spec.last_pos.value_or(complete_length - 1), complete_length - 1);
  if (last < spec.first_pos) return {};  // cannot come from parse_range
  return {spec.first_pos, last - spec.first_pos + 1};
}

ByteRange resolve(const SuffixRange& spec, std::uint64_t complete_length) {
  const auto length = std::min(spec.suffix_length, complete_length);
  return {complete_length - length, length};
}

}  // namespace

std::optional<RangeSet> parse_range(std::string_view field_value) {
  const auto equals = field_value.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  if (!equals_ignoring_case(field_value.substr(0, equals), kUnit)) return std::nullopt;
  const auto elements = list_elements(field_value.substr(equals + 1));
  if (elements.empty()) return std::nullopt;
  RangeSet set;
  for (const auto element : elements) {
    const auto spec = parse_spec(element);
    if (!spec) return std::nullopt;
    if (set.size() < kMaxRangeSpecs) set.push_back(*spec);
  }
  return set;
}

std::vector<ByteRange> satisfy(const RangeSet& set, std::uint64_t complete_length) {
  std::vector<ByteRange> ranges;
  for (const auto& spec : set) {
    const auto range =
        std::visit([&](const auto& kind) { return resolve(kind, complete_length); }, spec);
    if (range.length != 0) ranges.push_back(range);
  }
  return ranges;
}

std::string content_range(const ByteRange& range, std::uint64_t complete_length) {
  return "bytes " + std::to_string(range.offset) + '-' + std::to_string(range.last_pos()) + '/' +
         std::to_string(complete_length);
}

std::string unsatisfied_content_range(std::uint64_t complete_length) {
  return "bytes */" + std::to_string(complete_length);
}

}  // namespace ranged::http
