#include "file/io_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace ranged::file {
namespace {

constexpr IoBounds kBounds{.of_a_file = 2, .of_a_device = 3, .in_all = 4};

/// What happened, in order: "a" began, "-a" could not begin after it had waited.
using Story = std::vector<std::string>;

class FakeOperation final : public IoQueue::Operation {
 public:
  FakeOperation(const std::shared_ptr<IoQueue>& queue, IoTarget target, std::string name,
                Story& story)
      : Operation(queue, target), name_(std::move(name)), story_(story) {}
  ~FakeOperation() override = default;

  int error = 0;  ///< that begin() will return
  std::function<void()> on_refused;

 private:
  int begin() override {
    if (error == 0) story_.push_back(name_);
    return error;
  }
  void on_not_begun(int) override {
    story_.push_back("-" + name_);
    if (on_refused) on_refused();
  }

  std::string name_;
  Story& story_;
};

class IoQueueTest : public testing::Test {
 protected:
  std::unique_ptr<FakeOperation> make(IoTarget target, const std::string& name) {
    return std::make_unique<FakeOperation>(queue_, target, name, story_);
  }

  /// Of files 1, 2, ... of device 1, named by their file: "1", "2".
  std::vector<std::unique_ptr<FakeOperation>> submitted(const std::vector<std::uint64_t>& files,
                                                        std::uint64_t device = 1) {
    std::vector<std::unique_ptr<FakeOperation>> all;
    for (const auto file : files) {
      all.push_back(make({device, file}, std::to_string(file)));
      EXPECT_EQ(all.back()->submit(), 0);
    }
    return all;
  }

  uv_loop_t loop_{};
  Story story_;
  std::shared_ptr<IoQueue> queue_ = std::make_shared<IoQueue>(loop_, kBounds);
};

TEST(IoBounds, AreAQuarterForAFileAndThreeForADeviceButNeverNone) {
  const struct {
    std::size_t threads, of_a_file, of_a_device, in_all;
  } cases[] = {{1, 1, 1, 1}, {2, 1, 1, 2}, {4, 1, 3, 4}, {16, 4, 12, 16}, {1024, 256, 768, 1024}};
  for (const auto& row : cases) {
    const IoBounds bounds = IoBounds::for_threads(row.threads);
    EXPECT_EQ(bounds.of_a_file, row.of_a_file) << row.threads;
    EXPECT_EQ(bounds.of_a_device, row.of_a_device) << row.threads;
    EXPECT_EQ(bounds.in_all, row.in_all) << row.threads;
  }
}

TEST_F(IoQueueTest, OneFileTakesNoMoreThanItsBound) {
  auto slow = submitted({1, 1, 1, 1});
  EXPECT_EQ(story_, (Story{"1", "1"}));
  const auto other = submitted({2});
  EXPECT_EQ(story_, (Story{"1", "1", "2"})) << "another file finds room at once";
  slow[0].reset();
  EXPECT_EQ(story_, (Story{"1", "1", "2", "1"}));
  EXPECT_EQ(queue_->under_way(), 3U);
}

TEST_F(IoQueueTest, OneDeviceTakesNoMoreThanItsBound) {
  const auto dead = submitted({1, 2, 3, 4, 5}, 1);
  EXPECT_EQ(story_, (Story{"1", "2", "3"}));
  const auto other = submitted({6}, 2);
  EXPECT_EQ(story_.back(), "6");
  EXPECT_EQ(queue_->under_way(), 4U);
}

TEST_F(IoQueueTest, AllTogetherTakeNoMoreThanThePool) {
  const auto one = submitted({1, 2, 3}, 1);
  const auto two = submitted({4, 5, 6}, 2);
  EXPECT_EQ(story_, (Story{"1", "2", "3", "4"}));
}

TEST_F(IoQueueTest, FilesTakeTurns) {
  auto busy = submitted({1, 2, 3, 1, 1, 1, 2, 3});
  ASSERT_EQ(story_, (Story{"1", "2", "3"}));
  story_.clear();
  for (auto& operation : busy) operation.reset();  // in their order: the first three, and so on
  EXPECT_EQ(story_, (Story{"1", "2", "3", "1", "1"}));
}

TEST_F(IoQueueTest, DevicesTakeTurns) {
  auto first = submitted({1, 2, 3}, 1);
  const auto holding = submitted({9}, 3);
  const auto many = submitted({4, 5, 6}, 1);
  const auto few = submitted({7}, 2);
  story_.clear();
  first[0].reset();
  first[1].reset();
  EXPECT_EQ(story_, (Story{"7", "4"})) << "device 1 was full when device 2 lined up";
}

TEST_F(IoQueueTest, WhoWaitsMayGo) {
  auto all = submitted({1, 1, 1, 1});
  all[2].reset();
  all[0].reset();
  EXPECT_EQ(story_, (Story{"1", "1", "1"}));
  all[3].reset();
  all[1].reset();
  EXPECT_EQ(queue_->under_way(), 0U);
}

TEST_F(IoQueueTest, WhatCannotBeginAtOnceSaysSoAndTakesNoRoom) {
  for (int i = 0; i < 10; ++i) {
    const auto failing = make({1, 1}, "failing");
    failing->error = UV_ENOMEM;
    EXPECT_EQ(failing->submit(), UV_ENOMEM);
  }
  EXPECT_EQ(queue_->under_way(), 0U);
  EXPECT_TRUE(story_.empty()) << "who was told need not be called";
}

TEST_F(IoQueueTest, WhatCannotBeginLaterIsToldAndTheNextHasItsTurn) {
  auto all = submitted({1, 1, 1, 1});
  all[2]->error = UV_ECANCELED;
  all[2]->on_refused = [&] { all[2].reset(); };
  all[0].reset();
  EXPECT_EQ(story_, (Story{"1", "1", "-1", "1"}));
  EXPECT_EQ(queue_->under_way(), 2U);
}

TEST_F(IoQueueTest, WhoIsRefusedMaySubmitAnother) {
  auto all = submitted({1, 1, 1});
  std::unique_ptr<FakeOperation> another;
  all[2]->error = UV_ENOMEM;
  all[2]->on_refused = [&] {
    another = make({1, 1}, "another");
    EXPECT_EQ(another->submit(), 0);
  };
  all[0].reset();
  EXPECT_EQ(story_, (Story{"1", "1", "-1", "another"}));
}

/// Against a model that counts: whatever comes, waits and goes, no bound is exceeded, nothing waits
/// that has room, the operations of a file begin in their order, and room is never lost.
TEST_F(IoQueueTest, KeepsItsBoundsAndLeavesNothingWaitingWhateverComes) {
  struct Live {
    IoTarget target;
    int number;
    std::unique_ptr<FakeOperation> operation;
  };
  std::mt19937 random(20261125);
  std::vector<Live> live;
  for (int step = 0; step < 5'000; ++step) {
    if (live.empty() || random() % 100 < 52) {
      const IoTarget target{random() % 3, random() % 4};
      live.push_back({target, step, make(target, std::to_string(step))});
      if (random() % 20 == 0) live.back().operation->error = UV_ENOMEM;
      if (live.back().operation->submit() != 0) live.pop_back();
    } else {
      live.erase(live.begin() + static_cast<std::ptrdiff_t>(random() % live.size()));
    }
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> of_file;
    std::map<std::uint64_t, std::size_t> of_device;
    std::size_t in_all = 0;
    for (const auto& [target, number, operation] : live) {
      if (!operation->is_under_way()) continue;
      ++of_file[{target.device, target.file}];
      ++of_device[target.device];
      ++in_all;
    }
    ASSERT_EQ(queue_->under_way(), in_all);
    ASSERT_LE(in_all, kBounds.in_all);
    for (const auto& [file, count] : of_file) ASSERT_LE(count, kBounds.of_a_file);
    for (const auto& [device, count] : of_device) ASSERT_LE(count, kBounds.of_a_device);
    for (const auto& [target, number, operation] : live) {
      if (!operation->linked()) continue;
      ASSERT_TRUE(in_all == kBounds.in_all || of_device[target.device] == kBounds.of_a_device ||
                  (of_file[{target.device, target.file}]) == kBounds.of_a_file)
          << "step " << step << ": it waits and has room";
      for (const auto& later : live) {
        if (!(later.target == target) || later.number < number) continue;
        ASSERT_FALSE(later.operation->is_under_way()) << "step " << step << ": it was overtaken";
      }
    }
  }
}

}  // namespace
}  // namespace ranged::file
