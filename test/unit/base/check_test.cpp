#include "ranged/base/check.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace ranged::base {
namespace {

TEST(Check, GoesOnIfAllIsWell) {
  int evaluated = 0;
  RANGED_CHECK(++evaluated == 1);
  EXPECT_EQ(evaluated, 1);
}

TEST(CheckDeathTest, SaysWhereAndWhatAndAborts) {
  const int wheels = 3;
  EXPECT_EXIT(RANGED_CHECK(wheels == 4), testing::KilledBySignal(SIGABRT),
              "check_test\\.cpp:[0-9]+: check failed: wheels == 4");
}

}  // namespace
}  // namespace ranged::base
