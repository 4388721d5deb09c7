#include "daemon/monitor.hpp"

#include <cstddef>
#include <utility>
#include <variant>

#include "daemon/event.hpp"
#include "daemon/exposition.hpp"
#include "ranged/plan/router.hpp"

namespace ranged::daemon {

namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

constexpr std::size_t kMostConnections = 16;

/// A few scrapers and probes, which come again after a minute at the latest.
net::Limits limits() {
  net::Limits limits;
  limits.max_connections = kMostConnections;
  limits.idle = std::chrono::seconds(75);
  limits.cache_size = 0;
  limits.open_files = 0;
  return limits;
}

}  // namespace

Monitor::Monitor(uv_loop_t& loop, base::Log& log, std::function<std::string()> metrics)
    : log_(log), metrics_(std::move(metrics)), server_(loop, *this, limits(), *this) {}

std::optional<std::string> Monitor::listen(const net::Endpoint& address) {
  return listening_.begin(server_, {address}, net::PortSharing::exclusive, "--metrics");
}

plan::ResponsePlan Monitor::answer(const http::Request& request) {
  auto plan = plan_for(request);
  // Those who stay connected must leave room for those who come.
  if (server_.connections() > kMostConnections / 2) plan.closes = true;
  return plan;
}

plan::ResponsePlan Monitor::plan_for(const http::Request& request) {
  auto judged = plan::judge(request);
  if (auto* plan = std::get_if<plan::ResponsePlan>(&judged)) return std::move(*plan);
  const auto path = std::get<http::RequestTarget>(judged).path;
  const auto text = [&request](http::Status status, std::string_view type, std::string body) {
    return plan::plan_text(status, request.method, type, std::move(body));
  };
  if (path == "/metrics") return text(http::Status::ok, Exposition::kMediaType, metrics_());
  if (path == "/healthz") return text(http::Status::ok, kPlain, "alive\n");
  if (path != "/readyz") return plan::plan_status(http::Status::not_found, request.method);
  if (ready_) return text(http::Status::ok, kPlain, "ready\n");
  return text(http::Status::service_unavailable, kPlain, "stopping\n");
}

void Monitor::on_trouble(net::Trouble trouble, std::string_view message) {
  report(log_, base::LogLevel::warning, event_of(trouble),
         std::string("--metrics: ").append(message));
}

}  // namespace ranged::daemon
