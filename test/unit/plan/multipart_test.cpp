#include "plan/multipart.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>

namespace ranged::plan {
namespace {

using http::ByteRange;
using Ranges = std::vector<ByteRange>;

/// "0+10 20+5"
std::string text_of(const Ranges& ranges) {
  std::string text;
  for (const auto& range : ranges) {
    if (!text.empty()) text += ' ';
    text += std::to_string(range.offset) + '+' + std::to_string(range.length);
  }
  return text;
}

TEST(Multipart, RangesThatOverlapOrNearlyTouchAreOneEachWhereItsFirstWasAskedFor) {
  const struct {
    Ranges ranges;
    std::string_view expected;
  } cases[] = {
      {{}, ""},
      {{{0, 10}}, "0+10"},
      {{{0, 10}, {1000, 10}}, "0+10 1000+10"},
      {{{1000, 10}, {0, 10}}, "1000+10 0+10"},
      {{{0, 10}, {10, 10}}, "0+20"},
      {{{10, 10}, {0, 10}}, "0+20"},
      {{{0, 10}, {0, 10}}, "0+10"},
      {{{0, 100}, {20, 10}}, "0+100"},
      {{{20, 10}, {0, 100}}, "0+100"},
      {{{0, 10}, {138, 10}}, "0+148"},  // a gap of 128
      {{{0, 10}, {139, 10}}, "0+10 139+10"},
      {{{139, 10}, {0, 10}}, "139+10 0+10"},
      {{{0, 1}, {1000, 1}, {2000, 1}}, "0+1 1000+1 2000+1"},
      {{{0, 1}, {1000, 1}, {0, 1001}}, "0+1001"},
      {{{5000, 1}, {0, 1}, {1000, 1}, {0, 1001}}, "5000+1 0+1001"},
      {{{0, 1}, {5000, 1}, {200, 1}, {100, 1}}, "0+201 5000+1"},
      {{{5000, 1}, {200, 1}, {0, 1}, {100, 1}}, "5000+1 0+201"},
      {{{18446744073709551614U, 1}, {0, 1}}, "18446744073709551614+1 0+1"},
      {{{1, 70}, {0, 101}, {1000, 2}}, "0+101 1000+2"},  // Apache byterange6, from here on
      {{{1, 70}, {70, 31}, {1000, 2}}, "1+100 1000+2"},
      {{{1, 70}, {71, 30}, {1000, 2}}, "1+100 1000+2"},
      {{{0, 71}, {72, 29}, {1000, 2}}, "0+101 1000+2"},  // a gap of 1: two there
      {{{0, 101}, {70, 31}, {1000, 2}, {5, 2}}, "0+101 1000+2"},
      {{{1000, 2}, {1, 70}, {0, 101}}, "1000+2 0+101"},
      {{{10, 11}, {1, 9}}, "1+20"},
      {{{5, 6}, {11, 2}}, "5+8"},
      {{{5, 6}, {1, 3}}, "1+10"},           // a gap of 1: two there
      {{{0, 2}, {7999, 1}}, "0+2 7999+1"},  // PR 51748
  };
  for (const auto& [ranges, expected] : cases) {
    EXPECT_EQ(text_of(coalesce(ranges)), expected) << text_of(ranges);
  }
}

TEST(Multipart, CoalescedRangesHoldWhatWasAskedForAndAreFarApart) {
  std::mt19937_64 random(7233);
  for (int round = 0; round < 5000; ++round) {
    Ranges ranges;
    for (std::uint64_t i = 1 + random() % 16; i != 0; --i) {
      ranges.push_back({random() % 5000, 1 + random() % 300});
    }
    const auto result = coalesce(ranges);
    for (const auto& wanted : ranges) {
      ASSERT_TRUE(std::any_of(result.begin(), result.end(),
                              [&](const ByteRange& has) {
                                return has.offset <= wanted.offset &&
                                       wanted.last_pos() <= has.last_pos();
                              }))
          << text_of(ranges) << " -> " << text_of(result);
    }
    for (const auto& a : result) {
      for (const auto& b : result) {
        ASSERT_TRUE(a.offset >= b.offset || b.offset - a.last_pos() - 1 > kCoalescedGap)
            << text_of(ranges) << " -> " << text_of(result);
      }
    }
  }
}

TEST(Multipart, TheFirstRangesThatFitAreTakenAndTheLastIsCut) {
  const struct {
    Ranges ranges;
    std::uint64_t octets;
    std::string_view expected;
  } cases[] = {
      {{{0, 10}}, 11, "0+10"},
      {{{0, 10}}, 10, "0+10"},
      {{{0, 10}}, 9, "0+9"},
      {{{0, 10}}, 1, "0+1"},
      {{{0, 10}, {20, 10}}, 100, "0+10 20+10"},
      {{{0, 10}, {20, 10}}, 20, "0+10 20+10"},
      {{{0, 10}, {20, 10}}, 19, "0+10 20+9"},
      {{{0, 10}, {20, 10}}, 11, "0+10 20+1"},
      {{{0, 10}, {20, 10}}, 10, "0+10"},  // and no empty second
      {{{0, 10}, {20, 10}}, 3, "0+3"},
      {{{20, 10}, {0, 10}, {40, 10}}, 15, "20+10 0+5"},
      {{{5, 18446744073709551610U}}, 7, "5+7"},
      {{}, 7, ""},
  };
  for (const auto& [ranges, octets, expected] : cases) {
    EXPECT_EQ(text_of(take_octets(ranges, octets)), expected)
        << octets << " octets of " << text_of(ranges);
  }
}

TEST(Multipart, TheFirstRangesThatCostAtMostSoManyReadingsAreTaken) {
  constexpr std::uint64_t kUnit = kReadingUnit;
  const struct {
    Ranges ranges;
    std::uint64_t most;
    std::size_t expected;  // ranges taken
  } cases[] = {
      {{{0, 1}, {kUnit, 1}, {2 * kUnit, 1}}, 3, 3},
      {{{0, 1}, {kUnit, 1}, {2 * kUnit, 1}}, 2, 2},
      {{{2 * kUnit, 1}, {kUnit, 1}, {0, 1}}, 2, 2},
      {{{kUnit - 1, 2}, {3 * kUnit - 1, 2}}, 4, 2},
      {{{kUnit - 1, 2}, {3 * kUnit - 1, 2}}, 3, 1},
      {{{0, 1}, {200, 1}, {400, 1}, {kUnit - 1, 1}}, 1, 4},  // all in one unit
      {{{0, 1}, {400, kUnit}, {200, 1}}, 2, 3},
      {{{400, kUnit}, {kUnit + 600, kUnit}}, 3, 2},
      {{{400, kUnit}, {kUnit + 600, kUnit}}, 2, 1},
      {{{0, 10 * kUnit}}, 1, 1},  // the first is never refused
      {{{0, 10 * kUnit}, {20 * kUnit, 1}}, 1, 1},
      {{}, 1, 0},
  };
  for (const auto& [ranges, most, expected] : cases) {
    const Ranges first(ranges.begin(), ranges.begin() + static_cast<std::ptrdiff_t>(expected));
    EXPECT_EQ(take_units(ranges, most), first) << most << " units of " << text_of(ranges);
  }
}

TEST(Multipart, ABoundaryIs128BitsThatDependOnTheEntityTagAlone) {
  std::set<std::string> halves;
  for (int i = 0; i < 1000; ++i) {
    const std::string tag = "\"3b9aca00-" + std::to_string(i) + '"';
    const std::string boundary = boundary_of(tag);
    ASSERT_EQ(boundary.size(), 32U) << tag;
    ASSERT_EQ(boundary.find_first_not_of("0123456789abcdef"), std::string::npos) << boundary;
    ASSERT_EQ(boundary_of(tag), boundary);
    EXPECT_TRUE(halves.insert(boundary.substr(0, 16)).second) << tag;
    EXPECT_TRUE(halves.insert(boundary.substr(16)).second) << tag;
  }
}

TEST(Multipart, EachPartSaysWhatItIsAndTheLastBoundaryEndsIt) {
  const content::Representation selected{1000, content::FileTime{1}, "video/mp4"};
  std::string text;
  for (const auto& segment : multipart_body({{0, 1}, {990, 10}}, selected, "b")) {
    const auto* literal = std::get_if<std::string>(&segment);
    text += literal ? *literal : '<' + text_of({std::get<ByteRange>(segment)}) + '>';
  }
  EXPECT_EQ(
      text,
      "--b\r\nContent-Type: video/mp4\r\nContent-Range: bytes 0-0/1000\r\n\r\n<0+1>"
      "\r\n--b\r\nContent-Type: video/mp4\r\nContent-Range: bytes 990-999/1000\r\n\r\n<990+10>"
      "\r\n--b--\r\n");
}

}  // namespace
}  // namespace ranged::plan
