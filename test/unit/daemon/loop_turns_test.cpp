#include "daemon/loop_turns.hpp"

#include <numeric>

#include "support/loop_test.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

TEST(Histogram, ADurationIsInTheFirstClassWhoseBoundItDoesNotExceed) {
  const struct {
    nanoseconds duration;
    std::size_t expected;
  } cases[] = {
      {nanoseconds(0), 0},           {microseconds(50), 0},
      {nanoseconds(50'001), 1},      {microseconds(100), 1},
      {milliseconds(50), 9},         {nanoseconds(50'000'001), 10},
      {milliseconds(1'000), 11},     {nanoseconds(1'000'000'001), 12},
      {std::chrono::hours(100), 12},
  };
  for (const auto& [duration, expected] : cases) {
    Histogram histogram;
    histogram.add(duration);
    EXPECT_EQ(histogram.counts.at(expected), 1U) << duration.count();
    EXPECT_EQ(histogram.sum, duration);
  }
}

class LoopTurnsTest : public test::LoopTest {
 protected:
  static std::uint64_t above(const Histogram& histogram, microseconds bound) {
    std::uint64_t count = histogram.counts.back();
    for (std::size_t i = Histogram::kBounds.size(); i-- > 0 && Histogram::kBounds.at(i) > bound;) {
      count += histogram.counts.at(i);
    }
    return count;
  }
};

TEST_F(LoopTurnsTest, WhatACallbackTakesIsMeasuredAndSleepIsNot) {
  LoopTurns turns(loop_);
  auto sleeper = uv::make_timer(loop_, nullptr);
  uv_timer_start(
      sleeper.get(), [](uv_timer_t*) {}, 300, 0);
  uv_run(&loop_, UV_RUN_DEFAULT);  // sleeps, then ends, because the turns keep nobody awake
  EXPECT_LT(turns.histogram().sum, milliseconds(250));

  uv_timer_start(
      sleeper.get(), [](uv_timer_t*) { uv_sleep(300); }, 1, 0);
  auto next = uv::make_timer(loop_, nullptr);
  uv_timer_start(
      next.get(), [](uv_timer_t*) {}, 320, 0);
  uv_run(&loop_, UV_RUN_DEFAULT);
  EXPECT_GE(turns.histogram().sum, milliseconds(299));
  EXPECT_GE(above(turns.histogram(), milliseconds(100)), 1U);
  turns.close();
}

}  // namespace
}  // namespace ranged::daemon
