#include "daemon/signals.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <vector>

#include "support/loop_test.hpp"

namespace ranged::daemon {
namespace {

class SignalsTest : public test::LoopTest {
 protected:
  void listen() {
    signals_.emplace(
        loop_, [this](int count) { stops_.push_back(count); }, [this] { ++reloads_; });
  }

  std::optional<Signals> signals_;
  std::vector<int> stops_;
  int reloads_ = 0;
};

TEST_F(SignalsTest, CountsThoseThatAskToStop) {
  listen();
  ::raise(SIGTERM);
  EXPECT_TRUE(run_until([&] { return stops_.size() == 1; }));
  ::raise(SIGINT);
  EXPECT_TRUE(run_until([&] { return stops_.size() == 2; }));
  EXPECT_EQ(stops_, (std::vector<int>{1, 2}));
  EXPECT_EQ(reloads_, 0);
  signals_->close();
}

TEST_F(SignalsTest, AReloadIsNoStop) {
  listen();
  ::raise(SIGHUP);
  EXPECT_TRUE(run_until([&] { return reloads_ == 1; }));
  EXPECT_TRUE(stops_.empty());
  signals_->close();
}

TEST_F(SignalsTest, AReloadThatIsAskedForBeforeItCanBeIsDoneWhenItCan) {
  hold_reload_signal();
  ::raise(SIGHUP);
  listen();
  EXPECT_TRUE(run_until([&] { return reloads_ == 1; }));
  signals_->close();
}

TEST_F(SignalsTest, WhenItIsClosedTheLoopMayEnd) {
  listen();
  signals_->close();
  run();
  EXPECT_TRUE(stops_.empty());
}

}  // namespace
}  // namespace ranged::daemon
