#include "ranged/http/byte_range.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace ranged::http {
namespace {

constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();

/// "ignored", "unsatisfiable", or the ranges as "first-last first-last".
std::string answer(std::string_view field_value, std::uint64_t complete_length) {
  const auto set = parse_range(field_value);
  if (!set) return "ignored";
  std::string text;
  for (const auto& range : satisfy(*set, complete_length)) {
    if (!text.empty()) text += ' ';
    text += std::to_string(range.offset) + '-' + std::to_string(range.last_pos());
  }
  return text.empty() ? "unsatisfiable" : text;
}

TEST(ByteRange, SatisfiableRangesAreClampedToTheRepresentation) {
  const struct {
    std::string_view range;
    std::uint64_t complete_length;
    std::string_view expected;
  } cases[] = {
      {"bytes=0-4", 11, "0-4"},  // Go fs_test, down to the blank line
      {"bytes=2-", 11, "2-10"},
      {"bytes=-5", 11, "6-10"},
      {"bytes=3-7", 11, "3-7"},
      {"bytes=0-0,-2", 11, "0-0 9-10"},
      {"bytes=0-1,5-8", 11, "0-1 5-8"},
      {"bytes=0-1,5-", 11, "0-1 5-10"},
      {"bytes=5-1000", 11, "5-10"},
      {"bytes=0-,1-,2-,3-,4-", 11, "0-10 1-10 2-10 3-10 4-10"},  // waste is judged elsewhere
      {"bytes=0-9", 11, "0-9"},
      {"bytes=0-10", 11, "0-10"},
      {"bytes=0-11", 11, "0-10"},
      {"bytes=10-11", 11, "10-10"},
      {"bytes=10-", 11, "10-10"},

      {"bytes=0-499", 200, "0-199"},  // node range-parser, down to the blank line
      {"bytes=40-80", 1000, "40-80"},
      {"bytes=-400", 1000, "600-999"},
      {"bytes=400-", 1000, "400-999"},
      {"bytes=0-", 1000, "0-999"},
      {"bytes=0-0", 1000, "0-0"},
      {"bytes=-1", 1000, "999-999"},
      {"bytes=40-80,-1", 1000, "40-80 999-999"},
      {"bytes=0-4,90-99,5-75,100-199,101-102", 150, "0-4 90-99 5-75 100-149 101-102"},
      {"bytes=0-499,1000-,500-999", 200, "0-199"},

      {"bytes=15-,0-5", 10, "0-5"},  // actix-files, down to the blank line
      {"bytes=1-2,5-", 10, "1-2 5-9"},
      {"bytes=-2 , 7-", 11, "9-10 7-10"},
      {"bytes=0-0 ,2-2, 7-", 11, "0-0 2-2 7-10"},
      {"bytes=-15", 10, "0-9"},
      {"bytes=9500-", 10000, "9500-9999"},
      {"bytes=500-600,601-999", 10000, "500-600 601-999"},
      {"bytes=500-700,601-999", 10000, "500-700 601-999"},

      {"bytes=0-0", 1, "0-0"},  // lighttpd test_http_range
      {"bytes=0-1", 2, "0-1"},
      {"bytes=9-10,8-9,0-1", 1000, "9-10 8-9 0-1"},
      {"bytes=1000-200000", 40000, "1000-39999"},  // Apache byterange
      {"bytes=100000-110000,1000-2000", 40000, "1000-2000"},
      {"bytes=0-100,70-100,1000-1001", 8000, "0-100 70-100 1000-1001"},
      {"bytes=-3,000-001,1-1,0-0,100-", 110, "107-109 0-1 1-1 0-0 100-109"},  // PHP ext-http

      {"bytes= 0-999, 4500-5499, -1000", 10000, "0-999 4500-5499 9000-9999"},  // RFC 9110, 14.1.2
      {"bytes=, 0-0 ,\t5-5 ,", 10, "0-0 5-5"},
      {"bytes=,,,0-0", 10, "0-0"},
      {"Bytes=0-0", 10, "0-0"},
      {"BYTES=0-0", 10, "0-0"},
      {"bytes=0-00000000000000000000000004", 10, "0-4"},
      {"bytes=00000000000000000000000003-", 10, "3-9"},
      {"bytes=0-5242879", 104857600, "0-5242879"},
      {"bytes=-1", 1, "0-0"},
  };
  for (const auto& [range, complete_length, expected] : cases) {
    EXPECT_EQ(answer(range, complete_length), expected) << range << " of " << complete_length;
  }
}

TEST(ByteRange, ASetOfWhichNothingExistsIsUnsatisfiable) {
  const struct {
    std::string_view range;
    std::uint64_t complete_length;
  } cases[] = {
      {"bytes=11-", 11},  // Go fs_test, down to the blank line
      {"bytes=11-12", 11},
      {"bytes=12-12", 11},
      {"bytes=11-100", 11},
      {"bytes=12-100", 11},
      {"bytes=100-", 11},
      {"bytes=100-1000", 11},

      {"bytes=500-999", 200},  // node range-parser
      {"bytes=500-999,1000-1499", 200},
      {"bytes=-0", 5},                 // lighttpd 175.t
      {"bytes=100000-110000", 40000},  // Apache byterange
      {"bytes=100000-110000,200000-", 40000},
      {"bytes=20-30,-0", 10},
      {"bytes=-000", 10},
      {"bytes=0-", 0},
      {"bytes=0-128", 0},  // Go fs_test, issue 54794
      {"bytes=1-", 0},     // actix-files
      {"bytes=-1", 0},
      {"bytes=10-10", 10},
  };
  for (const auto& [range, complete_length] : cases) {
    EXPECT_EQ(answer(range, complete_length), "unsatisfiable")
        << range << " of " << complete_length;
  }
}

TEST(ByteRange, WhatIsNotInTheGrammarIsIgnored) {
  const std::string_view cases[] = {
      "",
      "bytes",
      "bytes=",
      "bytes=,",
      "bytes= \t",
      "=0-4",
      "bytes 0-4",
      "bytes:0-4",
      "bytes =0-4",
      "bytes=-",
      "bytes=+0-4",
      "bytes=0-+4",
      "bytes=-+4",
      "bytes=0--4",
      "bytes= 0 - 4",
      "bytes=0 -4",
      "bytes=0- 4",
      "bytes=- 4",
      "bytes=0-4;5-6",
      "bytes=0-4 5-6",
      "bytes=0-4-6",
      "bytes=0-4x",
      "bytes=0-4,huh",
      "bytes=huh,0-4",
      "bytes=0.0-4",
      "bytes=0-4\r",
      "bytes=\xd9\xa3-",  // a digit, but an Arabic one
      "bytes==0-4",
      "bytes=\"0-4\"",
      "bytes=*",
      "bytes=0-4/11",

      "items=0-4",  // other units
      "items=0-5",  // node range-parser
      "lines=1-2",
      "byte=0-4",
      "bytess=0-4",
      "none",
      "x-bytes=0-4",

      "bytes=4-2",  // last-pos before first-pos
      "bytes=0-1,4-2",
      "bytes=1-4,5-2",            // Apache byterange
      "bytes=100000-110000,5-2",  // Apache byterange
      "bytes=2000-1000",
      "bytes=500-20",  // node range-parser calls it unsatisfiable

      "7-1",  // Apache byterange, down to the blank line
      "bytes=7-1",
      "foo",
      "bytes=foo",
      "bytes=1-4,x",
      "malformed",   // node range-parser
      "bad_format",  // tower-http

      "bytes=7",  // actix-files, from here on
      "bytes= 7 ",
      "bytes=5-4",
      "bytes=0-2,5-4",
      "bytes=2-5,4-3",
      "bytes=--5,4--3",
      "bytes=A-",
      "bytes=A-Z",
      "bytes= -Z",
      "bytes=5-Z",
      "bytes=Ran-dom, garbage",
      "bytes=0x01-0x02",
      "bytes= , , ,   ",
      "bytes=   1 -2   ,  4- 5, 7 - 8 , ,,",  // it follows Apache's laxity; the RFC does not

      "bytes=-1-15",      // tower-http
      "bytes=-2-3",       // lighttpd request.t
      "bytes=10-11 12-",  // nginx range.t answers 416, and the next too
      "bytes=10-alpha",
  };
  for (const auto range : cases) EXPECT_EQ(answer(range, 10), "ignored") << range;
}

TEST(ByteRange, NumbersBeyond64BitsChangeNoOutcome) {
  const struct {
    std::string_view range;
    std::uint64_t complete_length;
    std::string_view expected;
  } cases[] = {
      {"bytes=0-18446744073709551614", 10, "0-9"},
      {"bytes=0-18446744073709551615", 10, "0-9"},
      {"bytes=0-18446744073709551616", 10, "0-9"},
      {"bytes=0-99999999999999999999999999999999999999999", 10, "0-9"},
      {"bytes=-18446744073709551615", 10, "0-9"},
      {"bytes=-18446744073709551616", 10, "0-9"},
      {"bytes=-99999999999999999999", 10, "0-9"},
      {"bytes=18446744073709551615-", 10, "unsatisfiable"},
      {"bytes=18446744073709551616-", 10, "unsatisfiable"},
      {"bytes=99999999999999999999-99999999999999999999", 10, "unsatisfiable"},
      {"bytes=18446744073709551616-18446744073709551617", kMax, "unsatisfiable"},
      {"bytes=99999999999999999999-99999999999999999998", 10, "ignored"},
      {"bytes=99999999999999999999-000000000000000000000005", 10, "ignored"},
      {"bytes=18446744073709551616-18446744073709551615", 10, "ignored"},

      {"bytes=0-", kMax, "0-18446744073709551614"},
      {"bytes=-1", kMax, "18446744073709551614-18446744073709551614"},
      {"bytes=18446744073709551614-", kMax, "18446744073709551614-18446744073709551614"},
      {"bytes=18446744073709551614-18446744073709551615", kMax,
       "18446744073709551614-18446744073709551614"},
      {"bytes=18446744073709551615-", kMax, "unsatisfiable"},
      {"bytes=9223372036854775807-9223372036854775808", kMax,
       "9223372036854775807-9223372036854775808"},
  };
  for (const auto& [range, complete_length, expected] : cases) {
    EXPECT_EQ(answer(range, complete_length), expected) << range << " of " << complete_length;
  }
}

/// "bytes=0-0,1-1," with `count` specs and as many empty elements.
std::string range_of_specs(std::size_t count) {
  std::string text = "bytes=";
  for (std::size_t i = 0; i < count; ++i) {
    text.append(std::to_string(i)).append("-").append(std::to_string(i)).append(",,");
  }
  return text;
}

TEST(ByteRange, OfManySpecsTheFirstSixteenCount) {
  const struct {
    std::size_t specs, honoured;
  } cases[] = {{1, 1}, {15, 15}, {16, 16}, {17, 16}, {100, 16}, {10000, 16}};
  for (const auto& [specs, honoured] : cases) {
    const auto set = parse_range(range_of_specs(specs));
    ASSERT_TRUE(set.has_value()) << specs << " specs";
    EXPECT_EQ(satisfy(*set, 20000).size(), honoured) << specs << " specs";
  }
}

TEST(ByteRange, AFaultBehindTheSixteenthSpecIsAFault) {
  EXPECT_FALSE(parse_range(range_of_specs(17) + "x").has_value());
}

TEST(ByteRange, EmptyElementsAreNoSpecs) {
  EXPECT_EQ(answer("bytes=" + std::string(1000, ',') + "0-0", 10), "0-0");
}

TEST(ByteRange, ASetMadeByHandYieldsNoEmptyRangeEither) {
  EXPECT_TRUE(satisfy({IntRange{5, 4}}, 10).empty());
  EXPECT_TRUE(satisfy({}, 10).empty());
}

/// Small, huge or anywhere: what arithmetic trips over is near the ends.
std::uint64_t any_number(std::mt19937_64& random) {
  const std::uint64_t number = random();
  switch (random() % 4) {
    case 0:
      return number % 20;
    case 1:
      return kMax - number % 20;
    case 2:
      return number >> (number % 64);
    default:
      return number;
  }
}

TEST(ByteRange, EverySatisfiedRangeIsNonEmptyAndWithinTheRepresentation) {
  std::mt19937_64 random(20250101);
  std::size_t satisfied = 0;
  for (int round = 0; round < 20000; ++round) {
    RangeSet set;
    for (auto specs = random() % 5; specs > 0; --specs) {
      switch (random() % 3) {
        case 0:
          set.push_back(IntRange{any_number(random), any_number(random)});
          break;
        case 1:
          set.push_back(IntRange{any_number(random), std::nullopt});
          break;
        default:
          set.push_back(SuffixRange{any_number(random)});
      }
    }
    const auto complete_length = any_number(random);
    const auto ranges = satisfy(set, complete_length);
    ASSERT_LE(ranges.size(), set.size());
    for (const auto& range : ranges) {
      ASSERT_GT(range.length, 0U) << "of " << complete_length;
      ASSERT_LT(range.offset, complete_length);
      ASSERT_LE(range.length, complete_length - range.offset) << "offset " << range.offset;
      ++satisfied;
    }
  }
  EXPECT_GT(satisfied, 10000U) << "the numbers drawn say too little";
}

TEST(ByteRange, ARangeThatExistsIsReadBackAsItself) {
  std::mt19937_64 random(20250102);
  for (int round = 0; round < 5000; ++round) {
    const auto complete_length = any_number(random) | 1;
    const auto first = any_number(random) % complete_length;
    const auto last = first + any_number(random) % (complete_length - first);
    const auto text = std::to_string(first) + '-' + std::to_string(last);
    ASSERT_EQ(answer("bytes=" + text, complete_length), text) << "of " << complete_length;
  }
}

TEST(ByteRange, ContentRangeSpellsInclusivePositions) {
  const struct {
    ByteRange range;
    std::uint64_t complete_length;
    std::string_view expected;
  } cases[] = {
      {{0, 500}, 1234, "bytes 0-499/1234"},
      {{734, 500}, 1234, "bytes 734-1233/1234"},
      {{0, 1}, 1, "bytes 0-0/1"},
      {{0, 5242880}, 104857600, "bytes 0-5242879/104857600"},
      {{42, 1192}, 1234, "bytes 42-1233/1234"},  // RFC 9110, 14.4
      {{kMax - 1, 1}, kMax, "bytes 18446744073709551614-18446744073709551614/18446744073709551615"},
  };
  for (const auto& [range, complete_length, expected] : cases) {
    EXPECT_EQ(content_range(range, complete_length), expected);
  }
}

TEST(ByteRange, TheContentRangeOf416NamesTheLengthAlone) {
  EXPECT_EQ(unsatisfied_content_range(1234), "bytes */1234");
  EXPECT_EQ(unsatisfied_content_range(0), "bytes */0");
  EXPECT_EQ(unsatisfied_content_range(kMax), "bytes */18446744073709551615");
}

}  // namespace
}  // namespace ranged::http
