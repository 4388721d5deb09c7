#include "uv/loop.hpp"

#include <gtest/gtest.h>

#include "uv/handle.hpp"

namespace ranged::uv {
namespace {

TEST(Loop, RunsUntilNothingIsActive) {
  Loop loop;
  int calls = 0;
  auto timer =
      make_handle<uv_timer_t>([&](uv_timer_t* raw) { return uv_timer_init(&loop.raw(), raw); });
  ASSERT_NE(timer, nullptr);
  timer->data = &calls;
  uv_timer_start(
      timer.get(), [](uv_timer_t* raw) { ++*static_cast<int*>(raw->data); }, 1, 0);
  loop.run();
  EXPECT_EQ(calls, 1);
  timer.reset();
  loop.run();
}

TEST(LoopDeathTest, AHandleLeftBehindIsABug) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(
      {
        Loop loop;
        uv_timer_t timer;
        uv_timer_init(&loop.raw(), &timer);
      },
      "uv_loop_close");
}

}  // namespace
}  // namespace ranged::uv
