#include <gtest/gtest.h>

#include "unit/plan/response_plan_rows.hpp"

// Whether an answer says that the part size, and nothing else, made it shorter than what was asked
// for.

namespace ranged::plan {
namespace {

TEST(ResponsePlanCapped, SaysWhetherThePartSizeLeftOutWhatWasAskedFor) {
  const struct {
    FieldSection fields;
    std::uint64_t part_size;
    bool expected;
  } cases[] = {
      {{}, 9, true},
      {{}, 10, false},
      {{{"Range", "bytes=0-"}}, 9, true},
      {{{"Range", "bytes=0-"}}, 10, false},
      {{{"Range", "bytes=0-99"}}, 10, false},
      {{{"Range", "bytes=4-7"}}, 3, true},
      {{{"Range", "bytes=4-7"}}, 4, false},
      {{{"Range", "bytes=-3"}}, 2, true},
      {{{"Range", "bytes=0-3,2-5"}}, 5, true},
      {{{"Range", "bytes=0-3,2-5"}}, 6, false},
      {{{"Range", "bytes=99-"}}, 1, false},
      {{{"Range", "octets=0-"}}, 1, false},
      {{{"If-None-Match", "*"}}, 1, false},
  };
  for (const auto& [fields, part_size, expected] : cases) {
    EXPECT_EQ(plan(Method::get, fields, kNote, part_size).capped, expected)
        << part_size << ' ' << lines_of(fields);
    EXPECT_FALSE(plan(Method::head, fields, kNote, part_size).capped)
        << part_size << ' ' << lines_of(fields);
  }
}

TEST(ResponsePlanCapped, SaysSoOfSeveralRangesAsWell) {
  const FieldSection apart = {{"Range", "bytes=0-9,1000-1009,2000-2009"}};
  EXPECT_FALSE(plan(Method::get, apart, kFilm, 30).capped);
  EXPECT_TRUE(plan(Method::get, apart, kFilm, 29).capped);
  EXPECT_TRUE(plan(Method::get, apart, kFilm, 10).capped);
  const FieldSection far_apart = {{"Range", "bytes=0-0,10000000-10000000,20000000-20000000"}};
  EXPECT_TRUE(plan(Method::get, far_apart, kFilm, 1000).capped) << "too many units to read";
}

}  // namespace
}  // namespace ranged::plan
