#pragma once

#include <uv.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "daemon/following.hpp"
#include "ranged/net/server.hpp"
#include "support/recording_log.hpp"
#include "support/temp_content.hpp"

namespace ranged::test {

/// A server that follows its content folder, in process, on a thread and a port of its own.
class FollowingServer final : private net::ServerObserver, private daemon::Following::Delegate {
 public:
  struct Settings {
    daemon::RescanIntervals intervals;
    content::Follower::Settings follower;
  };

  /// Serves `folder` of `content`.
  explicit FollowingServer(const TempContent& content, const Settings& settings = {},
                           std::string_view folder = {});
  /// Aborts. The loop must then close with nothing on it, or the process aborts.
  ~FollowingServer();
  FollowingServer(const FollowingServer&) = delete;
  FollowingServer& operator=(const FollowingServer&) = delete;

  std::uint16_t port() const { return port_; }

  /// As SIGHUP does; returns when all has been read.
  void reload();

  /// Does `task` on the loop, which is away meanwhile.
  void call(std::function<void()> task);

  std::size_t files();
  /// What is in the index.
  std::string index();
  std::vector<RecordingLog::Record> log();
  std::vector<RecordingLog::Record> log(std::string_view kind);

  /// The longest that the loop was away since the last call, without the time in which others had
  /// the processors.
  std::chrono::milliseconds take_longest_gap();

 private:
  void on_answered(const net::AccessRecord&) override {}
  void on_closed(const net::ClosedRecord&) override {}
  void on_trouble(net::Trouble, std::string_view) override {}
  void on_stopped() override;
  void on_site(const std::shared_ptr<const net::Site>& site,
               const std::optional<std::vector<std::string>>& folders) override;
  void on_reloaded() override;

  void run(const Settings& settings);
  void turn();

  using Clock = std::chrono::steady_clock;

  const std::string folder_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint16_t port_ = 0;
  std::vector<std::function<void()>> tasks_;
  int reloads_ = 0;

  // The loop's.
  RecordingLog log_;
  net::Server* server_ = nullptr;
  daemon::Following* following_ = nullptr;
  uv_async_t wake_{};
  uv_timer_t ticks_{};       // so that a loop that is idle comes back to be measured
  std::ifstream scheduled_;  // what the kernel says of the loop's thread
  Clock::time_point last_turn_;
  std::chrono::nanoseconds waited_{0};  // for a processor, until the last turn
  Clock::duration longest_gap_{0};

  std::thread thread_;
};

}  // namespace ranged::test
