#pragma once

#include <gtest/gtest.h>
#include <uv.h>

#include <chrono>

// A loop for one test.

namespace ranged::test {

/// Longer than anything here takes on a busy machine; only a test that fails waits for it.
inline constexpr std::chrono::seconds kDeadline{20};

/// Runs to its end what is left when the test is over, and fails if a handle or request stays.
class LoopTest : public testing::Test {
 protected:
  LoopTest() { uv_loop_init(&loop_); }
  ~LoopTest() override {
    uv_run(&loop_, UV_RUN_DEFAULT);
    EXPECT_EQ(uv_loop_close(&loop_), 0) << "a handle or request was left behind";
  }
  LoopTest(const LoopTest&) = delete;
  LoopTest& operator=(const LoopTest&) = delete;

  /// Runs until nothing is left to do.
  void run() { uv_run(&loop_, UV_RUN_DEFAULT); }

  /// Runs until `happened` says so; false if it did not in time.
  template <typename Happened>
  [[nodiscard]] bool run_until(Happened&& happened) {
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    uv_timer_t ticks;  // so that a loop without events comes back to look
    uv_timer_init(&loop_, &ticks);
    uv_timer_start(
        &ticks, [](uv_timer_t*) {}, 1, 1);
    while (!happened() && std::chrono::steady_clock::now() < deadline) {
      uv_run(&loop_, UV_RUN_ONCE);
    }
    bool closed = false;
    ticks.data = &closed;
    uv_close(reinterpret_cast<uv_handle_t*>(&ticks),
             [](uv_handle_t* handle) { *static_cast<bool*>(handle->data) = true; });
    while (!closed) uv_run(&loop_, UV_RUN_NOWAIT);
    return happened();
  }

  /// Gives what must not happen its chance: turns of the loop that the threadpool has time for.
  void idle_about() {
    for (int turn = 0; turn < 50; ++turn) {
      uv_sleep(1);
      uv_run(&loop_, UV_RUN_NOWAIT);
    }
  }

  uv_loop_t loop_{};
};

}  // namespace ranged::test
