#pragma once

#include <uv.h>

#include <functional>
#include <optional>
#include <string>

#include "daemon/listening.hpp"
#include "ranged/base/log.hpp"
#include "ranged/net/server.hpp"

namespace ranged::daemon {

/// Tells monitoring and load balancers how the daemon is, at an address of its own: /metrics,
/// /healthz (200: the loop turns) and /readyz (200, or 503 once not_ready() was called: send nobody
/// new). Its requests are in no log and in no figure.
class Monitor final : private net::Pages, private net::ServerObserver {
 public:
  /// `loop` and `log` must outlive it; `metrics` is asked from the loop, once for each request.
  Monitor(uv_loop_t& loop, base::Log& log, std::function<std::string()> metrics);
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// What cannot be listened on, and what to do. May block: for start-up.
  std::optional<std::string> listen(const net::Endpoint& address);

  /// Where it is really listened on.
  std::vector<net::Endpoint> endpoints() const { return server_.endpoints(); }

  bool is_ready() const { return ready_; }
  void not_ready() { ready_ = false; }

  /// Lets go of the loop, which has to turn once more.
  void close() { server_.abort(); }

 private:
  plan::ResponsePlan answer(const http::Request& request) override;
  plan::ResponsePlan plan_for(const http::Request& request);
  void on_answered(const net::AccessRecord&) override {}
  void on_closed(const net::ClosedRecord&) override {}
  void on_trouble(net::Trouble trouble, std::string_view message) override;
  void on_stopped() override {}

  base::Log& log_;
  std::function<std::string()> metrics_;
  Listening listening_;
  net::Server server_;
  bool ready_ = true;
};

}  // namespace ranged::daemon
