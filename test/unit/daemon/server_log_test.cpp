#include "daemon/server_log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::daemon {
namespace {

using base::LogLevel;
using http::Status;
using net::CloseReason;

/// Keeps "level: message" of each record, line by line.
class RecordingLog final : public base::Log {
 public:
  void write(LogLevel level, std::string_view message) override {
    constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
    text.append(kNames[static_cast<std::size_t>(level)]).append(": ").append(message) += '\n';
  }
  std::string text;
};

net::AccessRecord record_of(Status status) {
  return {"192.0.2.1:50000", "GET", "/a", "", "", status, 5, 5, std::chrono::microseconds{7}};
}

TEST(ServerLog, WritesTheAccessLinesThatWereAskedFor) {
  constexpr std::string_view kLine = "info: GET /a ";
  const struct {
    AccessLog access;
    Status status;
    bool expected;
  } cases[] = {
      {AccessLog::all, Status::ok, true},
      {AccessLog::all, Status::not_modified, true},
      {AccessLog::all, Status::not_found, true},
      {AccessLog::errors, Status::ok, false},
      {AccessLog::errors, Status::partial_content, false},
      {AccessLog::errors, Status::not_modified, false},
      {AccessLog::errors, Status::bad_request, true},
      {AccessLog::errors, Status::service_unavailable, true},
      {AccessLog::off, Status::ok, false},
      {AccessLog::off, Status::internal_server_error, false},
  };
  for (const auto& [access, status, expected] : cases) {
    RecordingLog log;
    ServerLog server_log(log, access, [] {});
    net::ServerObserver& observer = server_log;
    observer.on_answered(record_of(status));
    EXPECT_EQ(log.text.starts_with(kLine), expected)
        << static_cast<int>(access) << ' ' << http::code(status);
    EXPECT_EQ(log.text.empty(), !expected) << static_cast<int>(access) << ' ' << http::code(status);
  }
}

TEST(ServerLog, WarnsOfOurOwnFailuresAndNamesTheFile) {
  for (const auto& row : net::kCloseReasons) {
    RecordingLog log;
    ServerLog server_log(log, AccessLog::all, [] {});
    net::ServerObserver& observer = server_log;
    observer.on_closed({row.reason, "192.0.2.1:50000", "clips/a.mp4"});
    EXPECT_TRUE(log.text.starts_with(row.warns ? "warning: " : "debug: ")) << log.text;
    EXPECT_NE(log.text.find("192.0.2.1:50000"), std::string::npos) << log.text;
    EXPECT_NE(log.text.find(row.name), std::string::npos) << log.text;
    EXPECT_EQ(log.text.find("clips/a.mp4") != std::string::npos, row.warns) << log.text;
  }
}

TEST(ServerLog, TroubleIsAWarningAndTheEndIsPassedOn) {
  RecordingLog log;
  int stops = 0;
  ServerLog server_log(log, AccessLog::off, [&stops] { ++stops; });
  net::ServerObserver& observer = server_log;
  observer.on_trouble(net::Trouble::accept_failed, "no descriptors");
  EXPECT_EQ(log.text, "warning: no descriptors\n");
  EXPECT_EQ(stops, 0);
  observer.on_stopped();
  EXPECT_EQ(stops, 1);
}

}  // namespace
}  // namespace ranged::daemon
