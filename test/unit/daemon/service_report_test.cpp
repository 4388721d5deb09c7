#include "daemon/service_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ranged/base/stderr_log.hpp"
#include "support/loop_test.hpp"
#include "support/notify_socket.hpp"

namespace ranged::daemon {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::MatchesRegex;

class ServiceReportTest : public test::LoopTest {
 protected:
  ~ServiceReportTest() override { report_->close(); }

  void begin() {
    manager_.emplace(log_);
    report_.emplace(
        loop_, *manager_, [this] { return figures_; }, milliseconds(20));
  }

  /// The next messages, once `count` have come.
  std::vector<std::string> heard(std::size_t count) {
    std::vector<std::string> messages;
    EXPECT_TRUE(run_until([&] {
      for (auto& message : socket_.take()) messages.push_back(std::move(message));
      return messages.size() >= count;
    }));
    return messages;
  }

  bool is_asleep() {
    idle_about();
    return uv_backend_timeout(&loop_) == -1 && socket_.take().empty();
  }

  test::NotifySocket socket_;
  base::StderrLog log_{base::LogLevel::info, base::StderrLog::Style::plain};
  ServiceFigures figures_{.files = 12};
  std::optional<ServiceManager> manager_;
  std::optional<ServiceReport> report_;
};

TEST_F(ServiceReportTest, SaysWhenItIsReadyAndThenSleeps) {
  begin();
  report_->ready();
  EXPECT_THAT(heard(1), ElementsAre("READY=1|STATUS=serving 12 files to 0 connections at 0 B/s"));
  EXPECT_TRUE(is_asleep()) << "an idle server has nothing to wake up for";
}

TEST_F(ServiceReportTest, TellsOfChangesUntilTheyEnd) {
  begin();
  report_->ready();
  heard(1);
  figures_.connections = 3;
  EXPECT_THAT(heard(1), ElementsAre("STATUS=serving 12 files to 3 connections at 0 B/s"));
  EXPECT_TRUE(is_asleep());
  figures_.octets += 10'000'000;
  EXPECT_THAT(heard(2),
              ElementsAre(MatchesRegex("STATUS=serving 12 files to 3 connections at .* [MG]iB/s"),
                          "STATUS=serving 12 files to 3 connections at 0 B/s"));
  EXPECT_TRUE(is_asleep());
}

TEST_F(ServiceReportTest, AReloadIsWaitedForAsLongAsItGoesOn) {
  begin();
  report_->ready();
  heard(1);
  report_->reloading();
  EXPECT_THAT(heard(1).at(0), MatchesRegex("RELOADING=1.MONOTONIC_USEC=[0-9]+.STATUS=.*"));
  figures_.names = 7;
  EXPECT_THAT(heard(1), ElementsAre("EXTEND_TIMEOUT_USEC=15000000|STATUS=reading the content "
                                    "folder: 7 names so far"));
  idle_about();
  EXPECT_TRUE(socket_.take().empty()) << "the disk does not answer: no patience is asked for";
  report_->ready();
  EXPECT_THAT(heard(1), ElementsAre("READY=1|STATUS=serving 12 files to 0 connections at 0 B/s"));
}

TEST_F(ServiceReportTest, ADrainIsWaitedForToItsEnd) {
  begin();
  report_->ready();
  heard(1);
  figures_.connections = 2;
  report_->stopping();
  const auto messages = heard(3);
  EXPECT_EQ(messages.at(0),
            "STOPPING=1|EXTEND_TIMEOUT_USEC=15000000|STATUS=finishing 2 connections");
  EXPECT_EQ(messages.at(2), "EXTEND_TIMEOUT_USEC=15000000");
}

TEST_F(ServiceReportTest, TheWatchdogIsToldFromTheLoop) {
  ::setenv("WATCHDOG_USEC", "40000", 1);
  begin();
  EXPECT_THAT(heard(2), ElementsAre("WATCHDOG=1", "WATCHDOG=1"));
}

TEST_F(ServiceReportTest, WhatTheManagerDoesNotTakeIsTriedAgain) {
  begin();
  while (!manager_->has_waiting()) manager_->tell("STATUS=full");
  report_->ready();
  bool is_told = false;
  EXPECT_TRUE(run_until([&] {
    for (const auto& message : socket_.take()) is_told |= message.starts_with("READY=1");
    return is_told;
  }));
}

TEST_F(ServiceReportTest, AFirstScanIsWaitedForAsLongAsNamesCome) {
  begin();
  ScanReport scan(*manager_, milliseconds(0));
  EXPECT_TRUE(scan.on_name(5));
  EXPECT_THAT(socket_.take(), ElementsAre("EXTEND_TIMEOUT_USEC=15000000|STATUS=reading the content "
                                          "folder: 5 names so far"));
  ScanReport quick(*manager_);
  EXPECT_TRUE(quick.on_name(1));
  EXPECT_TRUE(socket_.take().empty()) << "not yet";
}

}  // namespace
}  // namespace ranged::daemon
