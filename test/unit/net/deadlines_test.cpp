#include "net/deadlines.hpp"

#include <functional>
#include <string>

#include "support/loop_test.hpp"

namespace ranged::net {
namespace {

using std::chrono::milliseconds;

Limits short_limits() {
  Limits limits;
  limits.idle = milliseconds{30};
  limits.head = milliseconds{20};
  limits.resolve = milliseconds{10};
  limits.send = milliseconds{40};
  limits.linger = milliseconds{3'600'000};
  return limits;
}

class DeadlinesTest : public test::LoopTest {
 protected:
  ~DeadlinesTest() override { deadlines_.close(); }

  /// Appends its name to what happened.
  class Named final : public Deadlines::Item {
   public:
    Named(DeadlinesTest& test, char name) : test_(test), name_(name) {}
    ~Named() { test_.deadlines_.clear(*this); }

    void on_deadline() override {
      test_.happened_ += name_;
      if (then) then();
    }

    std::function<void()> then;

   private:
    DeadlinesTest& test_;
    char name_;
  };

  Deadlines deadlines_{loop_, short_limits()};
  std::string happened_;
  Named a_{*this, 'a'};
  Named b_{*this, 'b'};
  Named c_{*this, 'c'};
  Named d_{*this, 'd'};
};

TEST_F(DeadlinesTest, PassInTheOrderTheyFallDueWhateverTheOrderTheyWereSet) {
  deadlines_.set(a_, State::sending);
  deadlines_.set(b_, State::idle);
  deadlines_.set(c_, State::receiving);
  deadlines_.set(d_, State::resolving);
  run();
  EXPECT_EQ(happened_, "dcba");
}

TEST_F(DeadlinesTest, PassInThatOrderWhenTheLoopComesLateForAllOfThem) {
  deadlines_.set(a_, State::sending);
  deadlines_.set(b_, State::idle);
  deadlines_.set(c_, State::receiving);
  deadlines_.set(d_, State::resolving);
  uv_sleep(50);
  run();
  EXPECT_EQ(happened_, "dcba");
}

TEST_F(DeadlinesTest, EveryStateButClosedHasOne) {
  for (const State state : {State::introducing, State::idle, State::awaiting, State::receiving,
                            State::resolving, State::sending, State::lingering, State::closed}) {
    deadlines_.set(a_, state);
    EXPECT_EQ(a_.linked(), state != State::closed) << static_cast<int>(state);
  }
}

TEST_F(DeadlinesTest, OfOneStatePassInTheOrderTheyWereSet) {
  deadlines_.set(b_, State::idle);
  deadlines_.set(a_, State::idle);
  deadlines_.set(d_, State::idle);
  deadlines_.set(c_, State::idle);
  run();
  EXPECT_EQ(happened_, "badc");
}

TEST_F(DeadlinesTest, NeverPassEarly) {
  uv_update_time(&loop_);
  const std::uint64_t began = uv_now(&loop_);
  std::uint64_t passed = 0;
  a_.then = [&] { passed = uv_now(&loop_); };
  deadlines_.set(a_, State::sending);
  run();
  EXPECT_GE(passed, began + 40);
}

TEST_F(DeadlinesTest, SettingAgainReplaces) {
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::idle);
  deadlines_.set(a_, State::sending);
  run();
  EXPECT_EQ(happened_, "ba");
}

TEST_F(DeadlinesTest, SettingAgainForTheSameStateGoesToTheEnd) {
  deadlines_.set(a_, State::idle);
  deadlines_.set(b_, State::idle);
  deadlines_.set(a_, State::idle);
  run();
  EXPECT_EQ(happened_, "ba");
}

TEST_F(DeadlinesTest, AnEarlierOneWakesTheLoopEarlier) {
  deadlines_.set(a_, State::lingering);  // in an hour
  deadlines_.set(b_, State::resolving);
  ASSERT_TRUE(run_until([this] { return !happened_.empty(); }));
  EXPECT_EQ(happened_, "b");
  deadlines_.clear(a_);
}

TEST_F(DeadlinesTest, WhatIsClearedNeverPasses) {
  deadlines_.clear(d_);  // not set yet
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::resolving);
  deadlines_.set(c_, State::resolving);
  deadlines_.clear(b_);
  deadlines_.clear(b_);
  run();
  EXPECT_EQ(happened_, "ac");
}

TEST_F(DeadlinesTest, AStateWithoutDurationClears) {
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::idle);
  deadlines_.set(a_, State::closed);
  run();
  EXPECT_EQ(happened_, "b");
}

TEST_F(DeadlinesTest, TheLoopIsKeptAwakeOnlyWhileOneIsSet) {
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
  deadlines_.set(a_, State::resolving);
  EXPECT_NE(uv_loop_alive(&loop_), 0);
  run();
  EXPECT_EQ(happened_, "a");
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
}

TEST_F(DeadlinesTest, ACallbackMaySetItsOwnAgain) {
  int rounds = 0;
  a_.then = [&] {
    if (++rounds < 3) deadlines_.set(a_, State::resolving);
  };
  deadlines_.set(a_, State::receiving);
  run();
  EXPECT_EQ(happened_, "aaa");
}

TEST_F(DeadlinesTest, ACallbackMayClearTheNextOfItsList) {
  a_.then = [this] { deadlines_.clear(b_); };
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::resolving);
  deadlines_.set(c_, State::resolving);
  run();
  EXPECT_EQ(happened_, "ac");
}

TEST_F(DeadlinesTest, ACallbackMayMoveOthersBetweenLists) {
  a_.then = [this] {
    deadlines_.set(b_, State::sending);
    deadlines_.set(c_, State::resolving);
    deadlines_.set(d_, State::closed);
  };
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::resolving);
  deadlines_.set(c_, State::idle);
  deadlines_.set(d_, State::idle);
  run();
  EXPECT_EQ(happened_, "acb");
}

TEST_F(DeadlinesTest, ACallbackMayEndThemAll) {
  a_.then = [this] {
    deadlines_.clear(b_);
    deadlines_.close();
  };
  deadlines_.set(a_, State::resolving);
  deadlines_.set(b_, State::idle);
  run();
  EXPECT_EQ(happened_, "a");
}

TEST_F(DeadlinesTest, ManyPassEachOnce) {
  std::vector<std::unique_ptr<Named>> many;
  for (int i = 0; i < 1000; ++i) {
    many.push_back(std::make_unique<Named>(*this, '.'));
    deadlines_.set(*many.back(), i % 2 == 0 ? State::resolving : State::receiving);
    if (i % 3 == 0) deadlines_.set(*many.back(), State::idle);
    if (i % 5 == 0) deadlines_.clear(*many.back());
  }
  run();
  EXPECT_EQ(happened_, std::string(800, '.'));
}

}  // namespace
}  // namespace ranged::net
