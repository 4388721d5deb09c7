#include "daemon/instance.hpp"

#include <chrono>
#include <cstdint>
#include <utility>
#include <variant>

#include "daemon/event.hpp"
#include "ranged/base/quantity.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

using base::LogLevel;

namespace {

double now_since_1970() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

Instance::Instance(const Options& options, const net::Limits& limits, Begun begun,
                   ContentWarnings& warnings, std::vector<PassedSocket> passed,
                   ServiceManager& manager, LogOutput& output)
    : output_(output),
      log_(output.log()),
      server_log_(
          log_, options.access_log, [this] { on_stopped(); }, options.trusted_proxies),
      summary_(loop_.raw(), server_log_.statistics(), log_),
      server_(loop_.raw(), begun.site, limits, server_log_),
      signals_(
          loop_.raw(), [this](int count) { on_stop(count); }, [this] { on_reload(); }),
      following_(loop_.raw(), std::move(begun), options.rescan, warnings, log_, *this),
      report_(loop_.raw(), manager, [this] { return figures(); }),
      started_(now_since_1970()),
      drain_delay_(options.drain_delay),
      delay_timer_(uv::make_timer(loop_.raw(), this)),
      trouble_(listen(options, std::move(passed))) {
  output_.attach(loop_.raw());
}

std::optional<std::string> Instance::listen(const Options& options,
                                            std::vector<PassedSocket> passed) {
  auto trouble = listening_.begin(server_, options, std::move(passed));
  if (trouble || !options.metrics) return trouble;
  monitoring_.emplace(loop_.raw(), log_, [this] { return metrics(); });
  return monitoring_->monitor.listen(*options.metrics);
}

std::optional<std::string> Instance::run() {
  if (trouble_) {
    server_.abort();
  } else {
    report_.ready();
  }
  for (const auto& endpoint : server_.endpoints()) announce(endpoint, "listening on ", "/");
  if (monitoring_) {
    for (const auto& endpoint : monitoring_->monitor.endpoints()) {
      announce(endpoint, "metrics on ", "/metrics");
    }
  }
  loop_.run();
  return trouble_;
}

/// `page` is what an address of HTTP over TCP is followed by to make a URL.
void Instance::announce(const net::Endpoint& endpoint, std::string_view words,
                        std::string_view page) {
  const std::string name = net::to_string(endpoint);
  const bool is_http = std::holds_alternative<net::ListenAddress>(endpoint) &&
                       net::opening_of(endpoint) == net::Opening::request;
  report(log_, LogLevel::info, Event::listening,
         std::string(words).append(is_http ? "http://" + name : name).append(is_http ? page : ""));
}

void Instance::on_stop(int count) {
  if (count > 1) return server_.abort();
  is_stopping_ = true;
  const std::string begins = drain_delay_.count() == 0
                                 ? "stopping: "
                                 : "stopping: not ready any more, serving on for " +
                                       base::format_duration(drain_delay_) + ", then ";
  report(log_, LogLevel::info, Event::stopping,
         begins + "finishing " + std::to_string(server_.connections()) +
             " connections; a second signal aborts them");
  following_.cancel();
  report_.stopping();
  if (monitoring_) monitoring_->monitor.not_ready();
  if (drain_delay_.count() == 0) return server_.drain();
  uv_timer_start(delay_timer_.get(), on_delay_over,
                 static_cast<std::uint64_t>(drain_delay_.count()), 0);
}

void Instance::on_delay_over(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Instance*>(timer->data)->server_.drain();
}

void Instance::on_reload() {
  if (is_stopping_) return log_.info("not reloaded: stopping");
  log_.info("reloading " + following_.site()->root->path());
  report_.reloading();
  following_.reload();
}

void Instance::on_site(const std::shared_ptr<const net::Site>& site,
                       const std::optional<std::vector<std::string>>& folders) {
  if (folders) {
    server_.exchange(site, *folders);
  } else {
    server_.exchange(site);
  }
}

void Instance::on_stopped() {
  signals_.close();
  following_.close();
  report_.close();
  summary_.close();
  delay_timer_.reset();
  if (monitoring_) {
    monitoring_->turns.close();
    monitoring_->monitor.close();
  }
  output_.detach();
}

ServiceFigures Instance::figures() const {
  return {following_.site()->index.files(), server_.connections(), server_.figures().octets,
          following_.names()};
}

std::string Instance::metrics() {
  return metrics_text({.statistics = server_log_.statistics(),
                       .loop_turns = monitoring_->turns.histogram(),
                       .server = server_.figures(),
                       .process = process_figures(),
                       .started = started_,
                       .log_records_dropped = output_.dropped(),
                       .content_files = following_.site()->index.files(),
                       .content_octets = following_.site()->index.octets(),
                       .ready = monitoring_->monitor.is_ready()});
}

}  // namespace ranged::daemon
