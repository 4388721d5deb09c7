#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/indexing.hpp"
#include "daemon/listening.hpp"
#include "daemon/log_output.hpp"
#include "daemon/options.hpp"
#include "daemon/passed_sockets.hpp"
#include "daemon/rescan.hpp"
#include "daemon/server_log.hpp"
#include "daemon/service_manager.hpp"
#include "daemon/service_report.hpp"
#include "daemon/signals.hpp"
#include "daemon/summary.hpp"
#include "ranged/net/server.hpp"
#include "uv/loop.hpp"

namespace ranged::daemon {

/// The running daemon: a server on its loop, and what signals and the service manager make of it.
class Instance final : private Rescan::Delegate {
 public:
  /// Listens. All but the limits and the site must outlive it.
  Instance(const Options& options, const net::Limits& limits, Content content,
           std::shared_ptr<const net::Site> site, std::vector<PassedSocket> passed,
           ServiceManager& manager, LogOutput& output);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// Serves until a signal has ended it, or at once what could not be listened on, and what to do.
  std::optional<std::string> run();

 private:
  void on_stop(int count);
  void on_reload();
  void on_rescanned(Rescan::Result result) override;
  void on_stopped();
  ServiceFigures figures() const;

  LogOutput& output_;
  base::Log& log_;
  uv::Loop loop_;  // goes after everything that is on it
  ServerLog server_log_;
  Summary summary_;
  std::shared_ptr<const net::Site> site_;
  Listening listening_;
  net::Server server_;
  Signals signals_;
  Rescan rescan_;
  ServiceReport report_;
  bool is_stopping_ = false;
  std::optional<std::string> trouble_;
};

}  // namespace ranged::daemon
