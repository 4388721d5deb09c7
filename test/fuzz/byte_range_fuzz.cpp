#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fuzz/lines.hpp"
#include "fuzz/target.hpp"
#include "plan/multipart.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/byte_range.hpp"

// Input: a line "complete-length part-size", then the value of Range.

namespace ranged::fuzz {
namespace {

using http::ByteRange;
using http::RangeSet;

std::string spelled(const RangeSet& set) {
  std::string text;
  for (const auto& spec : set) {
    text += text.empty() ? "bytes=" : ",";
    if (const auto* suffix = std::get_if<http::SuffixRange>(&spec)) {
      text += '-' + std::to_string(suffix->suffix_length);
      continue;
    }
    const auto& [first, last] = std::get<http::IntRange>(spec);
    text += std::to_string(first) + '-' + (last ? std::to_string(*last) : std::string());
  }
  return text;
}

void check_set(const RangeSet& set) {
  RANGED_CHECK(!set.empty() && set.size() <= http::kMaxRangeSpecs);
  const auto again = http::parse_range(spelled(set));
  RANGED_CHECK(again && spelled(*again) == spelled(set));
}

/// Removes `literal` and then a number from the front of `text`.
std::uint64_t read_number(std::string_view& text, std::string_view literal) {
  RANGED_CHECK(text.starts_with(literal));
  text.remove_prefix(literal.size());
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  RANGED_CHECK(error == std::errc{});
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

void check_range(const ByteRange& range, std::uint64_t complete_length) {
  RANGED_CHECK(range.length > 0);
  RANGED_CHECK(range.offset < complete_length);
  RANGED_CHECK(range.length <= complete_length - range.offset);
  const std::string text = http::content_range(range, complete_length);
  std::string_view rest = text;
  RANGED_CHECK(read_number(rest, "bytes ") == range.offset);
  RANGED_CHECK(read_number(rest, "-") == range.last_pos());
  RANGED_CHECK(read_number(rest, "/") == complete_length);
  RANGED_CHECK(rest.empty());
}

/// Spec by spec, in the order asked for.
std::vector<ByteRange> satisfied_one_by_one(const RangeSet& set, std::uint64_t complete_length) {
  std::vector<ByteRange> ranges;
  for (const auto& spec : set) {
    for (const auto& range : http::satisfy({spec}, complete_length)) ranges.push_back(range);
  }
  return ranges;
}

std::uint64_t octets_in(const std::vector<ByteRange>& ranges) {
  std::uint64_t octets = 0;
  for (const auto& range : ranges) octets += range.length;
  return octets;
}

/// What coalesce() must give, computed another way: from left to right.
std::vector<ByteRange> united(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const auto& a, const auto& b) { return a.offset < b.offset; });
  std::vector<ByteRange> result;
  for (const auto& range : ranges) {
    const bool is_far =
        result.empty() || (range.offset > result.back().last_pos() + 1 &&
                           range.offset - result.back().last_pos() - 1 > plan::kCoalescedGap);
    if (is_far) {
      result.push_back(range);
    } else if (range.last_pos() > result.back().last_pos()) {
      result.back().length = range.last_pos() - result.back().offset + 1;
    }
  }
  return result;
}

std::size_t position_of_first_in(const ByteRange& whole, const std::vector<ByteRange>& ranges) {
  const auto found = std::find_if(ranges.begin(), ranges.end(), [&whole](const auto& range) {
    return range.offset >= whole.offset && range.last_pos() <= whole.last_pos();
  });
  return static_cast<std::size_t>(found - ranges.begin());
}

void check_coalescing(const std::vector<ByteRange>& ranges, std::uint64_t part_size) {
  auto expected = united(ranges);
  std::sort(expected.begin(), expected.end(), [&ranges](const auto& a, const auto& b) {
    return position_of_first_in(a, ranges) < position_of_first_in(b, ranges);
  });
  const auto coalesced = plan::coalesce(ranges);
  RANGED_CHECK(coalesced == expected);

  const auto taken = plan::take_octets(coalesced, part_size);
  RANGED_CHECK(octets_in(taken) == std::min(octets_in(coalesced), part_size));
  RANGED_CHECK(!taken.empty() && taken.size() <= coalesced.size());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    RANGED_CHECK(taken[i].offset == coalesced[i].offset && taken[i].length > 0);
    RANGED_CHECK(taken[i].length <= coalesced[i].length);
    RANGED_CHECK(i + 1 == taken.size() || taken[i] == coalesced[i]);
  }
}

void check(std::string_view input) {
  auto numbers = take_line(input);
  const std::uint64_t complete_length = take_number(numbers);
  const std::uint64_t part_size = std::max<std::uint64_t>(take_number(numbers), 1);
  const auto set = http::parse_range(input);
  if (!set) return;
  check_set(*set);
  const auto ranges = http::satisfy(*set, complete_length);
  RANGED_CHECK(ranges == satisfied_one_by_one(*set, complete_length));
  for (const auto& range : ranges) check_range(range, complete_length);
  if (!ranges.empty()) check_coalescing(ranges, part_size);
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::check(ranged::fuzz::octets_of(data, size));
  return 0;
}
