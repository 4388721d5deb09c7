#include "net/write_queue.hpp"

#include <string>
#include <utility>

#include "unit/net/sender_fixture.hpp"

namespace ranged::net {
namespace {

file::Block block_of(std::string_view octets) {
  file::Block block{std::make_unique<char[]>(octets.size()), octets.size()};
  octets.copy(block.octets.get(), octets.size());
  return block;
}

class WriteQueueTest : public SenderFixture {
 protected:
  /// Until the kernel takes no more. Returns the octets pushed.
  std::size_t fill() {
    std::size_t pushed = 0;
    while (queue_->has_room()) {
      EXPECT_EQ(queue_->push(std::string(10'000, 'x'), {}), 0);
      pushed += 10'000;
      if (!queue_->has_room()) idle_about();  // the kernel may still take some
    }
    return pushed;
  }
};

TEST_F(WriteQueueTest, SendsTextBeforeItsBlockAndPushesInOrder) {
  EXPECT_TRUE(queue_->empty());
  ASSERT_EQ(queue_->push("HEAD|", block_of("block|")), 0);
  ASSERT_EQ(queue_->push("text|", {}), 0);
  ASSERT_EQ(queue_->push("", block_of("last")), 0);
  EXPECT_FALSE(queue_->empty());
  EXPECT_EQ(writes_, 0) << "never from inside push()";
  run();
  EXPECT_TRUE(queue_->empty());
  EXPECT_EQ(queue_->octets(), 0U);
  EXPECT_EQ(writes_, 3);
  EXPECT_EQ(received(), "HEAD|block|text|last");
}

TEST_F(WriteQueueTest, HasNoRoomWhileThePeerTakesNothing) {
  const std::size_t pushed = fill();
  EXPECT_FALSE(queue_->has_room());
  EXPECT_GE(queue_->octets(), WriteQueue::kHighWater);
  EXPECT_LT(queue_->octets(), WriteQueue::kHighWater + 10'000);
  std::size_t taken = 0;
  ASSERT_TRUE(run_until([&] {
    taken += received().size();
    return queue_->empty();
  }));
  EXPECT_EQ(taken + received().size(), pushed);
  EXPECT_TRUE(queue_->has_room());
}

TEST_F(WriteQueueTest, OctetsShrinkWithEveryPartialWrite) {
  std::string big(8 * 1024 * 1024, 'x');
  ASSERT_EQ(queue_->push(std::move(big), {}), 0);
  const std::size_t before = queue_->octets();
  ASSERT_GT(before, 0U);
  ASSERT_FALSE(received().empty());
  ASSERT_TRUE(run_until([&] { return queue_->octets() < before; }));
  EXPECT_FALSE(queue_->empty());
  EXPECT_EQ(writes_, 0);
}

TEST_F(WriteQueueTest, APeerThatIsGoneIsAnError) {
  peer_.reset();
  ASSERT_EQ(queue_->push("text", {}), 0);
  EXPECT_EQ(write_error_, 0) << "never from inside push()";
  run();
  EXPECT_EQ(write_error_, UV_EPIPE);
  EXPECT_TRUE(queue_->empty());
}

TEST_F(WriteQueueTest, EveryPushIsReportedBeforeTheStreamIsClosed) {
  fill();
  ASSERT_FALSE(queue_->empty());
  close();
  EXPECT_TRUE(queue_->empty());
  EXPECT_EQ(write_error_, UV_ECANCELED);
}

}  // namespace
}  // namespace ranged::net
