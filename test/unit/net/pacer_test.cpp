#include "net/pacer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/loop_test.hpp"

namespace ranged::net {
namespace {

class PacerTest : public test::LoopTest {
 protected:
  ~PacerTest() override {
    for (auto& answer : answers_) pacer_->forget(*answer);
    if (pacer_) pacer_->close();
  }

  /// Sends `left` octets, `most` at a time, whenever it may.
  class Answer final : public Pacer::Item {
   public:
    Answer(PacerTest& test, std::uint64_t octets) : left(octets), test_(test) {}

    void on_pace() override { go(); }
    void go() {
      while (left > 0) {
        const std::uint64_t allowed = test_.pacer_->allowance(*this);
        if (allowed == 0) return;
        largest = std::max(largest, allowed);
        const std::uint64_t now = std::min(allowed, left);
        left -= now;
        sent += now;
        ++steps;
        test_.pacer_->took(*this, now);
      }
      ended = uv_now(&test_.loop_);
      test_.pacer_->forget(*this);
      if (on_end) on_end();
    }

    std::uint64_t left;
    std::uint64_t sent = 0;
    std::uint64_t largest = 0;
    std::uint64_t ended = 0;
    int steps = 0;
    std::function<void()> on_end;

   private:
    PacerTest& test_;
  };

  void pace(std::uint64_t rate, std::uint64_t burst, std::uint64_t total) {
    Limits limits;
    limits.rate = rate;
    limits.rate_burst = burst;
    limits.total_rate = total;
    uv_update_time(&loop_);
    began_ = uv_now(&loop_);
    pacer_ = std::make_unique<Pacer>(loop_, limits);
  }

  Answer& begin(std::uint64_t octets) {
    answers_.push_back(std::make_unique<Answer>(*this, octets));
    pacer_->begin(*answers_.back(), octets);
    answers_.back()->go();
    return *answers_.back();
  }

  std::uint64_t took(const Answer& answer) const { return answer.ended - began_; }

  std::unique_ptr<Pacer> pacer_;
  std::vector<std::unique_ptr<Answer>> answers_;
  std::uint64_t began_ = 0;
};

TEST_F(PacerTest, WithoutARateEverythingGoesAtOnceAndNoTimerRuns) {
  pace(0, 0, 0);
  EXPECT_EQ(begin(10 * file::kBlockSize).left, 0U);
  EXPECT_FALSE(uv_loop_alive(&loop_));
}

TEST_F(PacerTest, ABurstGoesAtOnceAndTheRestAtItsRate) {
  pace(1'000'000, 500'000, 0);
  const Answer& answer = begin(700'000);
  EXPECT_EQ(answer.sent, 500'000U);
  run();
  EXPECT_EQ(answer.left, 0U);
  EXPECT_GE(took(answer), 200U);  // no earlier; how much later is the machine's matter
  EXPECT_LE(answer.steps, 2 + 3);
  EXPECT_FALSE(uv_loop_alive(&loop_)) << "the timer runs on";
}

TEST_F(PacerTest, EachAnswerHasARateAndABurstOfItsOwn) {
  pace(1'000'000, 300'000, 0);
  const Answer& first = begin(500'000);
  const Answer& second = begin(300'000);
  EXPECT_EQ(first.sent, 300'000U);
  EXPECT_EQ(second.sent, 300'000U);
  run();
  EXPECT_GE(took(first), 200U);
}

TEST_F(PacerTest, AnAnswerWaitsUntilSomethingWorthwhileMayGo) {
  pace(2'000'000, 0, 0);
  const Answer& answer = begin(1'000'000);
  run();
  EXPECT_LE(answer.steps, 1 + 4) << "a tenth of a second at once, then blocks";
}

TEST_F(PacerTest, WhatIsSlowerThanABlockASecondGoesOnceASecond) {
  pace(100'000, 150'000, 0);
  const Answer& answer = begin(350'000);
  run();
  EXPECT_LE(answer.steps, 1 + 2);
  EXPECT_GE(took(answer), 2'000U);
}

TEST_F(PacerTest, TheEndOfAnAnswerWaitsForNoMoreThanThereIsOfIt) {
  pace(1'000, 10'000, 0);
  const Answer& answer = begin(10'020);
  run();
  EXPECT_GE(took(answer), 20U);
  EXPECT_LT(took(answer), 1'000U) << "as long as a worthwhile step takes";
}

TEST_F(PacerTest, NobodyWaitsForMoreThanASharePermits) {
  pace(200'000, 20'000, 1'000'000);
  const Answer& answer = begin(400'000);
  ASSERT_TRUE(run_until([&] { return answer.sent > 20'000; }));
  EXPECT_LT(uv_now(&loop_) - began_, 1'000U) << "a second's worth, of which a share may go";
}

TEST_F(PacerTest, WhoHasNothingLeftNeedsNoShare) {
  pace(1'000, 1'024, 10'000);
  begin(1'024);  // all that there is at once of the common rate
  answers_.push_back(std::make_unique<Answer>(*this, 1));
  Answer& gone = *answers_.back();
  pacer_->begin(gone, 1'024);
  pacer_->took(gone, 1'024);
  EXPECT_GT(pacer_->allowance(gone), 0U) << "the kernel has all of it: it only ends";
  EXPECT_FALSE(pacer_->holds(gone));
}

TEST_F(PacerTest, ALoopThatIsLateCostsNoRate) {
  pace(20'000'000, 0, 0);
  const Answer& answer = begin(4'000'000);
  uv_sleep(80);  // somebody else has the loop: 1.6 MB would have gone
  uv_run(&loop_, UV_RUN_ONCE);
  EXPECT_GE(answer.sent, 1'500'000U);
  run();
}

TEST_F(PacerTest, TheCommonRateIsForAllTogether) {
  pace(0, 0, 2'000'000);
  const Answer& first = begin(300'000);
  const Answer& second = begin(300'000);
  run();
  // A tenth of a second's worth is there at the beginning.
  EXPECT_GE(std::max(took(first), took(second)), 200U);
  EXPECT_LE(first.largest, 20'000U);
}

TEST_F(PacerTest, TheCommonRateIsSharedEquallyByWhoWants) {
  pace(0, 0, 2'000'000);
  std::vector<std::uint64_t> left;
  begin(200'000);  // has all that is there
  const std::vector<Answer*> answers = {&begin(200'000), &begin(200'000), &begin(200'000),
                                        &begin(200'000)};
  Answer& small = begin(20'000);
  EXPECT_GT(small.left, 0U);
  bool small_ended = false;
  small.on_end = [&] {
    small_ended = true;
    for (const Answer* answer : answers) left.push_back(answer->left);
  };
  run();
  ASSERT_TRUE(small_ended);
  EXPECT_THAT(left, testing::Each(testing::Gt(0U)))
      << "who wants little need not wait for the rest";
  const auto [least, most] = std::minmax_element(
      answers.begin(), answers.end(), [](auto* a, auto* b) { return a->ended < b->ended; });
  EXPECT_LE((*most)->ended - (*least)->ended, took(**most) / 2);
}

TEST_F(PacerTest, WhatIsGrantedAndNotUsedStaysGrantedAndIsGivenBack) {
  pace(0, 0, 1'000'000);
  answers_.push_back(std::make_unique<Answer>(*this, 1));
  Answer& reads = *answers_.back();  // its block, before anything can go
  pacer_->begin(reads, 1);
  EXPECT_EQ(pacer_->allowance(reads), 10'000U);
  pacer_->took(reads, 0);
  EXPECT_EQ(begin(90'000).left, 0U);
  Answer& other = begin(10'000);
  EXPECT_EQ(other.left, 10'000U) << "there is nothing but what is granted";
  EXPECT_EQ(pacer_->allowance(reads), 10'000U);
  pacer_->forget(other);
  pacer_->forget(reads);
  EXPECT_EQ(begin(10'000).left, 0U);
}

TEST_F(PacerTest, WhoIsForgottenWhileHeWaitsIsNotTold) {
  pace(0, 0, 1'000'000);
  const Answer& first = begin(100'000);  // all there was
  EXPECT_EQ(first.left, 0U);
  answers_.push_back(std::make_unique<Answer>(*this, 1));
  Answer& waits = *answers_.back();
  pacer_->begin(waits, 1);
  EXPECT_EQ(pacer_->allowance(waits), 0U);
  EXPECT_TRUE(pacer_->holds(waits));
  pacer_->forget(waits);
  EXPECT_FALSE(pacer_->holds(waits));
  run();
  EXPECT_EQ(waits.sent, 0U) << "it was forgotten";
}

TEST_F(PacerTest, AnAnswerMayForgetAnotherWhenItGoesOn) {
  pace(1'000'000, 0, 0);
  Answer& first = begin(300'000);
  Answer& second = begin(3'600'000'000'000);
  bool has_forgotten = false;
  first.on_end = [&] {
    pacer_->forget(second);
    has_forgotten = true;
  };
  run();  // ends, because nobody waits any more
  EXPECT_TRUE(has_forgotten);
  EXPECT_GT(second.left, 0U);
}

}  // namespace
}  // namespace ranged::net
