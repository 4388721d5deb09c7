#include "ranged/http/precondition.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string_view>

namespace ranged::http {
namespace {

using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::string_view kBefore = "Wed, 25 Jun 2014 17:12:17 GMT";
constexpr std::string_view kExact = "Wed, 25 Jun 2014 17:12:18 GMT";
constexpr std::string_view kAfter = "Wed, 25 Jun 2014 17:12:19 GMT";
constexpr std::string_view kFuture = "Tue, 19 Jan 2038 03:14:07 GMT";

constexpr Seconds kModified{seconds{1403716338}};  // kExact
constexpr Seconds kNow = sys_days{year{2026} / 6 / 15};

const Validators kStrong{R"("A")", kModified};
const Validators kWeak{R"(W/"A")", kModified};
const Validators kDateOnly{"", kModified};
const Validators kTagOnly{R"("A")", std::nullopt};
const Validators kNothing{"", std::nullopt};

Request request_with(FieldSection fields) {
  Request request;
  request.fields = std::move(fields);
  return request;
}

std::string_view name(Precondition precondition) {
  switch (precondition) {
    case Precondition::holds:
      return "holds";
    case Precondition::not_modified:
      return "not modified";
    case Precondition::failed:
      return "failed";
  }
  return "?";
}

std::string describe(const FieldSection& fields) {
  std::string text;
  for (const auto& line : fields) text.append(line.name).append(": ").append(line.value) += '\n';
  return text;
}

struct Row {
  FieldSection fields;
  const Validators& current;
  std::string_view expected;
};

template <std::size_t size>
void check(const Row (&rows)[size]) {
  for (const auto& [fields, current, expected] : rows) {
    EXPECT_EQ(name(evaluate_preconditions(request_with(fields), current, kNow)), expected)
        << describe(fields) << "for " << current.entity_tag;
  }
}

TEST(Precondition, IfMatchWantsAStrongMatch) {
  const Row rows[] = {
      {{}, kStrong, "holds"},
      {{{"Accept", "*/*"}}, kStrong, "holds"},
      {{{"If-Match", R"("Z", "A")"}}, kStrong, "holds"},  // Go fs_test, down to the blank line
      {{{"If-Match", "*"}}, kStrong, "holds"},
      {{{"If-Match", R"("B")"}}, kStrong, "failed"},
      {{{"If-Match", R"(W/"A")"}}, kWeak, "failed"},

      {{{"If-Match", R"("A")"}}, kStrong, "holds"},  // nginx not_modified.t
      {{{"If-Match", R"(W/"A")"}}, kStrong, "failed"},
      {{{"If-Match", R"("foo", "bar", 	"A" , "baz")"}}, kStrong, "holds"},

      {{{"If-Match", R"("A")"}}, kWeak, "failed"},
      {{{"if-match", R"("B")"}}, kStrong, "failed"},
      {{{"If-Match", ""}}, kStrong, "failed"},
      {{{"If-Match", "A"}}, kStrong, "failed"},
      {{{"If-Match", "*"}}, kWeak, "holds"},
      {{{"If-Match", "*"}}, kNothing, "holds"},
      {{{"If-Match", R"("A")"}}, kNothing, "failed"},
      {{{"If-Match", R"("B")"}, {"If-Match", R"("A")"}}, kStrong, "holds"},
      {{{"If-Match", R"("B")"}, {"If-Match", R"("C")"}}, kStrong, "failed"},
      {{{"If-Match", R"( "foo", "bar" )"}}, kStrong, "failed"},  // node send
  };
  check(rows);
}

TEST(Precondition, IfUnmodifiedSinceCountsOnlyWithoutIfMatch) {
  const Row rows[] = {
      {{{"If-Unmodified-Since", kExact}}, kStrong, "holds"},    // Go fs_test
      {{{"If-Unmodified-Since", kBefore}}, kStrong, "failed"},  // Go fs_test
      {{{"If-Unmodified-Since", kAfter}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", kFuture}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", kBefore}}, kDateOnly, "failed"},
      {{{"If-Unmodified-Since", kBefore}}, kTagOnly, "holds"},
      {{{"If-Unmodified-Since", "Wednesday, 25-Jun-14 17:12:17 GMT"}}, kStrong, "failed"},
      {{{"If-Unmodified-Since", "Wed Jun 25 17:12:17 2014"}}, kStrong, "failed"},
      {{{"If-Unmodified-Since", "Wed Jun 25 17:12:18 2014"}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", "yesterday"}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", ""}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", "0"}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", kBefore}, {"If-Unmodified-Since", kBefore}}, kStrong, "holds"},

      {{{"If-Match", R"("A")"}, {"If-Unmodified-Since", kBefore}}, kStrong, "holds"},
      {{{"If-Unmodified-Since", kBefore}, {"If-Match", "*"}}, kStrong, "holds"},
      {{{"If-Match", R"("B")"}, {"If-Unmodified-Since", kAfter}}, kStrong, "failed"},
      {{{"If-Match", ""}, {"If-Unmodified-Since", kAfter}}, kStrong, "failed"},
  };
  check(rows);
}

TEST(Precondition, IfNoneMatchIsSatisfiedByAWeakMatch) {
  const Row rows[] = {
      {{{"If-None-Match", R"("A")"}}, kStrong, "not modified"},  // Go fs_test, to the blank line
      {{{"If-None-Match", R"("baz", W/"A")"}}, kWeak, "not modified"},
      {{{"If-None-Match", R"("a")"}}, kStrong, "holds"},
      {{{"If-None-Match", ","}}, kStrong, "holds"},

      {{{"If-None-Match", R"("foo")"}}, kStrong, "holds"},  // nginx not_modified.t
      {{{"If-None-Match", R"("foo", "bar", "A" , "baz")"}}, kStrong, "not modified"},
      {{{"If-None-Match", "*"}}, kStrong, "not modified"},
      {{{"If-None-Match", R"(W/"A")"}}, kStrong, "not modified"},

      {{{"If-None-Match", R"("A")"}}, kWeak, "not modified"},  // node fresh
      {{{"If-None-Match", "tobi"}}, kNothing, "holds"},

      {{{"If-None-Match", "*"}}, kNothing, "not modified"},
      {{{"If-None-Match", ""}}, kStrong, "holds"},
      {{{"If-None-Match", R"("B")"}, {"If-None-Match", R"("A")"}}, kStrong, "not modified"},
      {{{"If-None-Match", R"("B")"}, {"If-None-Match", R"("C")"}}, kStrong, "holds"},
      {{{"If-None-Match", "*"}, {"If-None-Match", "*"}}, kStrong, "holds"},  // no list
  };
  check(rows);
}

TEST(Precondition, IfModifiedSinceCountsOnlyWithoutIfNoneMatch) {
  const Row rows[] = {
      {{{"If-Modified-Since", kExact}}, kStrong, "not modified"},   // Go fs_test
      {{{"If-Modified-Since", kFuture}}, kStrong, "not modified"},  // nginx not_modified.t
      {{{"If-Modified-Since", kBefore}}, kStrong, "holds"},         // node fresh
      {{{"If-Modified-Since", kAfter}}, kStrong, "not modified"},   // node fresh
      {{{"If-Modified-Since", kAfter}}, kDateOnly, "not modified"},
      {{{"If-Modified-Since", kAfter}}, kTagOnly, "holds"},  // node fresh
      {{{"If-Modified-Since", "Wednesday, 25-Jun-14 17:12:18 GMT"}}, kStrong, "not modified"},
      {{{"If-Modified-Since", "Wed Jun 25 17:12:18 2014"}}, kStrong, "not modified"},
      {{{"If-Modified-Since", "foo"}}, kStrong, "holds"},
      {{{"If-Modified-Since", ""}}, kStrong, "holds"},
      {{{"If-Modified-Since", "Wed, 25 Jun 2014 17:12:18 GMT; length=8"}}, kStrong, "holds"},
      {{{"If-Modified-Since", "wed, 25 jun 2014 17:12:18 gmt"}}, kStrong, "holds"},
      {{{"If-Modified-Since", kExact}, {"If-Modified-Since", kExact}}, kStrong, "holds"},
      {{{"If-Modified-Since", kBefore}, {"If-Modified-Since", kFuture}}, kStrong, "holds"},
      {{{"If-Modified-Since", kFuture}, {"If-Modified-Since", kBefore}}, kStrong, "holds"},

      {{{"If-None-Match", R"("A")"}, {"If-Modified-Since", kAfter}}, kStrong, "not modified"},
      {{{"If-None-Match", R"("A")"}, {"If-Modified-Since", kBefore}}, kStrong, "not modified"},
      {{{"If-None-Match", R"("B")"}, {"If-Modified-Since", kAfter}}, kStrong, "holds"},
      {{{"If-Modified-Since", kAfter}, {"If-None-Match", R"("B")"}}, kStrong, "holds"},
      {{{"If-None-Match", R"("B")"}, {"If-Modified-Since", kBefore}}, kStrong, "holds"},
      {{{"If-None-Match", "bad"}, {"If-Modified-Since", kAfter}}, kStrong, "holds"},
  };
  check(rows);
}

TEST(Precondition, WhatMustHoldIsJudgedBeforeWhatMayBeSpared) {
  const Row rows[] = {
      {{{"If-None-Match", R"("A")"}, {"If-Match", R"("B")"}}, kStrong, "failed"},
      {{{"If-None-Match", R"("A")"}, {"If-Match", R"("A")"}}, kStrong, "not modified"},
      {{{"If-None-Match", R"("B")"}, {"If-Match", R"("A")"}}, kStrong, "holds"},
      {{{"If-None-Match", "*"}, {"If-Unmodified-Since", kBefore}}, kStrong, "failed"},
      {{{"If-None-Match", "*"}, {"If-Unmodified-Since", kExact}}, kStrong, "not modified"},
      {{{"If-Modified-Since", kExact}, {"If-Unmodified-Since", kExact}}, kStrong, "not modified"},
      {{{"If-Modified-Since", kExact}, {"If-Unmodified-Since", kBefore}}, kStrong, "failed"},
      {{{"If-Modified-Since", kExact}, {"If-Match", R"("B")"}}, kStrong, "failed"},
      {{{"If-Modified-Since", kExact}, {"If-Match", "*"}}, kStrong, "not modified"},
      {{{"If-Range", R"("B")"}, {"Range", "bytes=0-0"}}, kStrong, "holds"},  // judged apart
  };
  check(rows);
}

TEST(Precondition, IfRangeHoldsForTheSameStrongTagOrTheSameDate) {
  const struct {
    FieldSection fields;
    const Validators& current;
    bool expected;
  } cases[] = {
      {{}, kStrong, true},
      {{{"Range", "bytes=0-4"}}, kStrong, true},
      {{{"If-Range", R"("A")"}}, kStrong, true},  // Go fs_test, down to the blank line
      {{{"If-Range", R"(W/"A")"}}, kWeak, false},
      {{{"If-Range", R"("B")"}}, kStrong, false},
      {{{"If-Range", kExact}}, kStrong, true},
      {{{"If-Range", kAfter}}, kStrong, false},

      {{{"if-range", R"("B")"}}, kStrong, false},
      {{{"If-Range", R"(W/"A")"}}, kStrong, false},
      {{{"If-Range", R"("A")"}}, kWeak, false},
      {{{"If-Range", R"("A")"}}, kNothing, false},
      {{{"If-Range", R"("A")"}}, kDateOnly, false},
      {{{"If-Range", R"("A", "B")"}}, kStrong, false},  // one tag, no list
      {{{"If-Range", R"("A", "A")"}}, kStrong, false},
      {{{"If-Range", R"("A",)"}}, kStrong, false},
      {{{"If-Range", "\"A"}}, kStrong, false},
      {{{"If-Range", "\""}}, kStrong, false},
      {{{"If-Range", "A"}}, kStrong, false},
      {{{"If-Range", "*"}}, kStrong, false},
      {{{"If-Range", ""}}, kStrong, false},
      {{{"If-Range", ""}}, kNothing, false},
      {{{"If-Range", R"("A")"}, {"If-Range", R"("A")"}}, kStrong, false},

      {{{"If-Range", kBefore}}, kStrong, false},
      {{{"If-Range", kFuture}}, kStrong, false},
      {{{"If-Range", kExact}}, kDateOnly, true},
      {{{"If-Range", kExact}}, kTagOnly, false},
      {{{"If-Range", "Wednesday, 25-Jun-14 17:12:18 GMT"}}, kStrong, true},
      {{{"If-Range", "Wed Jun 25 17:12:18 2014"}}, kStrong, true},
      {{{"If-Range", "Wed, 25 Jun 2014 17:12:18 UTC"}}, kStrong, false},
  };
  for (const auto& [fields, current, expected] : cases) {
    EXPECT_EQ(if_range_holds(request_with(fields), current, kNow), expected)
        << describe(fields) << "for " << current.entity_tag;
  }
}

TEST(Precondition, ADateIsNoStrongValidatorBeforeItsSecondIsOver) {
  const auto request = request_with({{"If-Range", kExact}});
  EXPECT_FALSE(if_range_holds(request, kStrong, kModified));
  EXPECT_TRUE(if_range_holds(request, kStrong, kModified + seconds{1}));
}

TEST(Precondition, AnOrderOfLinesNeverChangesTheOutcome) {
  const FieldLine lines[] = {
      {"If-Match", R"("A")"},           {"If-Match", R"("B")"},
      {"If-Unmodified-Since", kBefore}, {"If-Unmodified-Since", kAfter},
      {"If-None-Match", R"(W/"A")"},    {"If-None-Match", R"("B")"},
      {"If-Modified-Since", kBefore},   {"If-Modified-Since", kAfter},
  };
  std::mt19937_64 random(20250105);
  for (int round = 0; round < 2000; ++round) {
    std::vector<FieldLine> chosen;
    for (std::size_t i = 0; i < std::size(lines); i += 2) {
      if (random() % 3 != 0) chosen.push_back(lines[i + random() % 2]);
    }
    FieldSection forwards, backwards;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      forwards.add(chosen[i]);
      backwards.add(chosen[chosen.size() - 1 - i]);
    }
    ASSERT_EQ(name(evaluate_preconditions(request_with(forwards), kStrong, kNow)),
              name(evaluate_preconditions(request_with(backwards), kStrong, kNow)))
        << describe(forwards);
  }
}

}  // namespace
}  // namespace ranged::http
