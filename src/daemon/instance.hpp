#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/content_warnings.hpp"
#include "daemon/following.hpp"
#include "daemon/listening.hpp"
#include "daemon/log_output.hpp"
#include "daemon/loop_turns.hpp"
#include "daemon/metrics.hpp"
#include "daemon/monitor.hpp"
#include "daemon/options.hpp"
#include "daemon/passed_sockets.hpp"
#include "daemon/server_log.hpp"
#include "daemon/service_manager.hpp"
#include "daemon/service_report.hpp"
#include "daemon/signals.hpp"
#include "daemon/summary.hpp"
#include "ranged/net/server.hpp"
#include "uv/handle.hpp"
#include "uv/loop.hpp"

namespace ranged::daemon {

/// The running daemon: a server on its loop, and what signals and the service manager make of it.
class Instance final : private Following::Delegate {
 public:
  /// Listens. All but the limits and what was begun must outlive it.
  Instance(const Options& options, const net::Limits& limits, Begun begun,
           ContentWarnings& warnings, std::vector<PassedSocket> passed, ServiceManager& manager,
           LogOutput& output);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// Serves until a signal has ended it, or at once what could not be listened on, and what to do.
  std::optional<std::string> run();

 private:
  struct Monitoring {
    Monitoring(uv_loop_t& loop, base::Log& log, std::function<std::string()> metrics)
        : turns(loop), monitor(loop, log, std::move(metrics)) {}
    LoopTurns turns;
    Monitor monitor;
  };

  std::optional<std::string> listen(const Options& options, std::vector<PassedSocket> passed);
  void announce(const net::Endpoint& endpoint, std::string_view words, std::string_view page);
  static void on_delay_over(uv_timer_t* timer) noexcept;
  void on_stop(int count);
  void on_reload();
  void on_site(const std::shared_ptr<const net::Site>& site,
               const std::optional<std::vector<std::string>>& folders) override;
  void on_reloaded() override { report_.ready(); }
  void on_stopped();
  ServiceFigures figures() const;
  std::string metrics();

  LogOutput& output_;
  base::Log& log_;
  uv::Loop loop_;  // goes after everything that is on it
  ServerLog server_log_;
  Summary summary_;
  Listening listening_;
  net::Server server_;
  Signals signals_;
  Following following_;
  ServiceReport report_;
  const double started_;                  // seconds since 1970
  std::optional<Monitoring> monitoring_;  // if there is an address for it
  const std::chrono::milliseconds drain_delay_;
  uv::Handle<uv_timer_t> delay_timer_;
  bool is_stopping_ = false;
  std::optional<std::string> trouble_;
};

}  // namespace ranged::daemon
