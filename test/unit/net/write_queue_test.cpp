#include "net/write_queue.hpp"

#include <algorithm>
#include <string>

#include "unit/net/sender_fixture.hpp"

namespace ranged::net {
namespace {

class WriteQueueTest : public SenderFixture {
 protected:
  /// Sends until the kernel takes no more. Returns the octets taken over.
  std::size_t fill() {
    std::size_t sent = 0;
    const std::string octets(10'000, 'x');
    while (!queue_->waiting()) {
      const ssize_t taken = queue_->send(octets, {});
      EXPECT_GT(taken, 0);
      sent += static_cast<std::size_t>(std::max<ssize_t>(taken, 0));
    }
    return sent;
  }
};

TEST_F(WriteQueueTest, WhatTheKernelTakesHasLeftWhenSendReturns) {
  const struct {
    std::string_view first, second, expected;
  } cases[] = {{"HEAD|", "block", "HEAD|block"}, {"text", "", "text"}, {"", "block", "block"}};
  for (const auto& [first, second, expected] : cases) {
    EXPECT_EQ(queue_->send(first, second), static_cast<ssize_t>(expected.size()));
    EXPECT_FALSE(queue_->waiting());
    EXPECT_EQ(queue_->octets(), 0U);
    EXPECT_EQ(received(), expected);
  }
  idle_about();
  EXPECT_EQ(rooms_, 0) << "there was room all the time";
}

TEST_F(WriteQueueTest, APeerWhoTakesNothingCostsAKibibyte) {
  const std::size_t sent = fill();
  EXPECT_TRUE(queue_->waiting());
  EXPECT_GT(queue_->octets(), 0U);
  EXPECT_LE(queue_->octets(), WriteQueue::kKept);
  idle_about();
  EXPECT_EQ(rooms_, 0);
  std::size_t taken = 0;
  ASSERT_TRUE(run_until([&] {
    taken += received().size();
    return rooms_ == 1;
  }));
  EXPECT_FALSE(queue_->waiting());
  EXPECT_EQ(taken + received().size(), sent);
}

TEST_F(WriteQueueTest, WhatIsTakenOverIsAPrefixOfBothTogether) {
  std::string all;
  for (int i = 0; all.size() < 4'000'000; ++i) all += std::to_string(i) + ' ';
  for (const std::size_t cut : {0U, 1U, 700U, 500'000U, 4'000'000U}) {
    const std::string_view first = std::string_view(all).substr(0, cut);
    const std::string_view second = std::string_view(all).substr(cut);
    const ssize_t taken = queue_->send(first, second);
    ASSERT_GT(taken, 0);
    ASSERT_LT(static_cast<std::size_t>(taken), all.size()) << "the kernel takes everything";
    std::string got;
    ASSERT_TRUE(run_until([&] {
      got += received();
      return !queue_->waiting();
    }));
    got += received();
    EXPECT_TRUE(got == all.substr(0, static_cast<std::size_t>(taken))) << "cut at " << cut;
  }
}

TEST_F(WriteQueueTest, FromInsideOnRoomMoreCanBeSent) {
  fill();
  on_room_ = [this] {
    if (rooms_ > 1) return;
    EXPECT_GT(queue_->send("more", {}), 0);
  };
  std::string last;
  ASSERT_TRUE(run_until([&] {
    const std::string now = received();
    if (!now.empty()) last = now;
    return rooms_ >= 1 && !queue_->waiting();
  }));
  last += received();
  EXPECT_TRUE(last.ends_with("more"));
}

TEST_F(WriteQueueTest, APeerThatIsGoneIsAnError) {
  peer_.reset();
  EXPECT_EQ(queue_->send("text", {}), UV_EPIPE);
  EXPECT_FALSE(queue_->waiting());
}

TEST_F(WriteQueueTest, APeerThatLeavesWhileOctetsWaitIsAnErrorLater) {
  fill();
  peer_.reset();
  EXPECT_TRUE(run_until([this] { return write_error_ != 0; }));
  EXPECT_FALSE(queue_->waiting());
  EXPECT_EQ(rooms_, 0);
}

TEST_F(WriteQueueTest, WhatWaitsIsReportedBeforeTheStreamIsClosed) {
  fill();
  close();
  EXPECT_FALSE(queue_->waiting());
  EXPECT_EQ(write_error_, UV_ECANCELED);
}

}  // namespace
}  // namespace ranged::net
