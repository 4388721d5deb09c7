#include "uv/dispose.hpp"

#include <memory>
#include <thread>

#include "support/loop_test.hpp"

namespace ranged::uv {
namespace {

using DisposeTest = test::LoopTest;

struct Value {
  explicit Value(std::thread::id& destroyed_by) : thread(destroyed_by) {}
  ~Value() { thread = std::this_thread::get_id(); }
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  std::thread::id& thread;
};

TEST_F(DisposeTest, DestroysOnAnotherThread) {
  std::thread::id thread;
  dispose(loop_, std::make_shared<const Value>(thread));
  run();
  EXPECT_NE(thread, std::thread::id());
  EXPECT_NE(thread, std::this_thread::get_id());
}

TEST_F(DisposeTest, LeavesToOthersWhatTheyHave) {
  std::thread::id thread;
  auto value = std::make_shared<const Value>(thread);
  dispose(loop_, value);
  run();
  EXPECT_EQ(thread, std::thread::id());
  EXPECT_EQ(value.use_count(), 1);
}

}  // namespace
}  // namespace ranged::uv
