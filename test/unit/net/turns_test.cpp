#include "net/turns.hpp"

#include <functional>
#include <memory>
#include <string>

#include "support/loop_test.hpp"

namespace ranged::net {
namespace {

class TurnsTest : public test::LoopTest {
 protected:
  class Named final : public Turns::Taker {
   public:
    Named(std::string& story, char name) : story_(story), name_(name) {}
    void on_turn() override {
      story_ += name_;
      if (then) then();
    }
    std::function<void()> then;

   private:
    std::string& story_;
    char name_;
  };

  ~TurnsTest() override { turns_.close(); }

  void one_turn() {
    story_ += '|';
    uv_run(&loop_, UV_RUN_NOWAIT);
  }

  Turns turns_{loop_};
  std::string story_;
  Named a_{story_, 'a'}, b_{story_, 'b'}, c_{story_, 'c'};
};

TEST_F(TurnsTest, EverybodyHasOneATurnInTheOrderOfArrival) {
  for (auto* taker : {&b_, &a_, &c_}) turns_.add(*taker);
  EXPECT_EQ(story_, "") << "never from inside add()";
  one_turn();
  one_turn();
  EXPECT_EQ(story_, "|bac|");
}

TEST_F(TurnsTest, WhoAsksAgainHasHisNextInTheNext) {
  a_.then = [this] { turns_.add(a_); };
  turns_.add(a_);
  turns_.add(b_);
  one_turn();
  turns_.add(c_);
  one_turn();
  EXPECT_EQ(story_, "|ab|ac");
}

TEST_F(TurnsTest, WhoLeavesHasNoneAndMayBeMadeToLeave) {
  for (auto* taker : {&a_, &b_, &c_}) turns_.add(*taker);
  a_.then = [this] { c_.unlink(); };
  b_.unlink();
  one_turn();
  EXPECT_EQ(story_, "|a");
}

TEST_F(TurnsTest, WhoGoesHasNone) {
  auto gone = std::make_unique<Named>(story_, 'x');
  turns_.add(*gone);
  turns_.add(a_);
  gone.reset();
  one_turn();
  EXPECT_EQ(story_, "|a");
}

TEST_F(TurnsTest, TheLoopSleepsWhenNobodyWaits) {
  turns_.add(a_);
  one_turn();
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
  uv_timer_t timer;
  uv_timer_init(&loop_, &timer);
  uv_timer_start(
      &timer, [](uv_timer_t*) {}, 60'000, 0);
  EXPECT_GT(uv_backend_timeout(&loop_), 0);
  uv_close(reinterpret_cast<uv_handle_t*>(&timer), nullptr);
  run();
}

}  // namespace
}  // namespace ranged::net
