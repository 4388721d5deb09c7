#include "uv/handle.hpp"

#include "support/loop_test.hpp"

namespace ranged::uv {
namespace {

using HandleTest = test::LoopTest;

TEST_F(HandleTest, IsClosedWithItsOwnerAndTheLoopEndsClean) {
  auto timer =
      make_handle<uv_timer_t>([this](uv_timer_t* raw) { return uv_timer_init(&loop_, raw); });
  ASSERT_NE(timer, nullptr);
  uv_timer_start(
      timer.get(), [](uv_timer_t*) {}, 3'600'000, 0);
  EXPECT_EQ(uv_loop_alive(&loop_), 1);
  timer.reset();
  run();  // ends long before the timer would
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
}

TEST_F(HandleTest, ACallbackThatStillArrivesFindsNoOwner) {
  int calls = 0;
  auto async = make_handle<uv_async_t>([this](uv_async_t* raw) {
    return uv_async_init(&loop_, raw, [](uv_async_t* handle) {
      if (handle->data) ++*static_cast<int*>(handle->data);
    });
  });
  ASSERT_NE(async, nullptr);
  async->data = &calls;
  uv_async_t* const raw = async.get();
  ASSERT_EQ(uv_async_send(raw), 0);
  async.reset();
  EXPECT_EQ(raw->data, nullptr);  // the memory lives until the loop has closed it
  run();
  EXPECT_EQ(calls, 0);
}

TEST_F(HandleTest, OneWhoseInitFailedIsNotClosed) {
  auto timer = make_handle<uv_timer_t>([](uv_timer_t*) { return UV_ENOMEM; });
  EXPECT_EQ(timer, nullptr);
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
}

}  // namespace
}  // namespace ranged::uv
