#include "daemon/service_manager.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "support/notify_socket.hpp"

namespace ranged::daemon {
namespace {

using testing::ElementsAre;

class CountingLog final : public base::Log {
 public:
  void write(base::LogLevel, std::string_view) override { ++lines; }
  int lines = 0;
};

class ServiceManagerTest : public testing::Test {
 protected:
  ~ServiceManagerTest() override {
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) ::unsetenv(name);
  }
  CountingLog log_;
};

TEST_F(ServiceManagerTest, WithoutOneEveryWordIsForNobody) {
  ServiceManager manager(log_);
  EXPECT_FALSE(manager.is_there());
  manager.tell("READY=1");
  EXPECT_FALSE(manager.has_waiting());
  EXPECT_EQ(log_.lines, 0);
}

TEST_F(ServiceManagerTest, IsToldAtAPathAndAtAnAbstractName) {
  for (const bool is_abstract : {false, true}) {
    test::NotifySocket socket(is_abstract);
    ServiceManager manager(log_);
    EXPECT_EQ(std::getenv("NOTIFY_SOCKET"), nullptr) << "no child speaks for us";
    manager.tell("READY=1\nSTATUS=well");
    EXPECT_THAT(socket.take(), ElementsAre("READY=1|STATUS=well"));
  }
  EXPECT_EQ(log_.lines, 0);
}

TEST_F(ServiceManagerTest, WhatItDoesNotTakeAtOnceWaitsInOrder) {
  test::NotifySocket socket;
  ServiceManager manager(log_);
  std::size_t sent = 0;
  for (; !manager.has_waiting(); ++sent) manager.tell("STATUS=" + std::to_string(sent));
  manager.tell("STOPPING=1");
  EXPECT_EQ(socket.take().size(), sent - 1);
  manager.flush();
  EXPECT_THAT(socket.take(), ElementsAre("STATUS=" + std::to_string(sent - 1), "STOPPING=1"));
  EXPECT_FALSE(manager.has_waiting());
  EXPECT_EQ(log_.lines, 0);
}

TEST_F(ServiceManagerTest, OneThatCannotBeReachedIsAWarningOnce) {
  ::setenv("NOTIFY_SOCKET", "/nonexistent/notify", 1);
  ServiceManager manager(log_);
  manager.tell("READY=1");
  manager.tell("STOPPING=1");
  EXPECT_FALSE(manager.has_waiting());
  EXPECT_EQ(log_.lines, 1);
}

TEST_F(ServiceManagerTest, OneOfAnotherKindIsIgnoredWithAWarning) {
  for (const char* const name : {"vsock:2:1234", "relative", "/"}) {
    ::setenv("NOTIFY_SOCKET", name, 1);
    ServiceManager manager(log_);
    manager.tell("READY=1");
  }
  EXPECT_EQ(log_.lines, 3);
}

TEST_F(ServiceManagerTest, WatchesOnlyTheProcessItNames) {
  const std::string self = std::to_string(::getpid());
  const struct {
    const char* interval;
    const char* process;
    int expected;
  } cases[] = {
      {"3000000", self.c_str(), 3'000'000},
      {"3000000", nullptr, 3'000'000},
      {"3000000", "1", 0},
      {nullptr, self.c_str(), 0},
      {"0", nullptr, 0},
      {"soon", nullptr, 0},
      {"99999999999999999999", nullptr, 0},
  };
  for (const auto& [interval, process, expected] : cases) {
    test::NotifySocket socket;
    if (interval) ::setenv("WATCHDOG_USEC", interval, 1);
    if (process) ::setenv("WATCHDOG_PID", process, 1);
    const ServiceManager manager(log_);
    EXPECT_EQ(manager.watchdog().value_or(std::chrono::microseconds(0)).count(), expected)
        << (interval ? interval : "none");
    EXPECT_EQ(std::getenv("WATCHDOG_USEC"), nullptr);
    EXPECT_EQ(std::getenv("WATCHDOG_PID"), nullptr);
  }
}

TEST(ServiceMessages, AreSpelledAsTheManagerReadsThem) {
  EXPECT_EQ(extension_message(std::chrono::seconds(15)), "EXTEND_TIMEOUT_USEC=15000000");
  EXPECT_THAT(reloading_message(), testing::MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
}

}  // namespace
}  // namespace ranged::daemon
