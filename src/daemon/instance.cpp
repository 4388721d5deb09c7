#include "daemon/instance.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
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

void report_reload(const Rescan::Done& done, base::Log& log) {
  const auto& [added, removed, changed] = done.changes;
  const auto took = done.indexed.took;
  const std::string message = "reloaded in " + std::to_string(took.count()) +
                              "ms: " + std::to_string(added) + " files added, " +
                              std::to_string(removed) + " removed, " + std::to_string(changed) +
                              " changed; now " + summary_of(*done.indexed.site);
  report(log, LogLevel::info, Event::reloaded, message,
         {{"FILES", done.indexed.site->index.files()},
          {"FILES_ADDED", added},
          {"FILES_REMOVED", removed},
          {"FILES_CHANGED", changed},
          {"DURATION_US", static_cast<std::uint64_t>(std::chrono::microseconds(took).count())}});
}

}  // namespace

Instance::Instance(const Options& options, const net::Limits& limits, Content content,
                   std::shared_ptr<const net::Site> site, std::vector<PassedSocket> passed,
                   ServiceManager& manager, LogOutput& output)
    : output_(output),
      log_(output.log()),
      server_log_(
          log_, options.access_log, [this] { on_stopped(); }, options.trusted_proxies),
      summary_(loop_.raw(), server_log_.statistics(), log_),
      site_(std::move(site)),
      server_(loop_.raw(), site_, limits, server_log_),
      signals_(
          loop_.raw(), [this](int count) { on_stop(count); }, [this] { on_reload(); }),
      rescan_(loop_.raw(), std::move(content), site_, *this),
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
  rescan_.cancel();
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
  log_.info("reloading " + site_->root->path());
  report_.reloading();
  rescan_.request();
}

void Instance::on_rescanned(Rescan::Result result) {
  if (is_stopping_) return;
  if (auto* done = std::get_if<Rescan::Done>(&result)) {
    report_warnings(done->indexed, log_);
    report_reload(*done, log_);
    site_ = std::move(done->indexed.site);
    server_.exchange(site_);
  } else {
    report(log_, LogLevel::error, Event::reload_failed,
           "not reloaded: cannot read " + site_->root->path() + " again: " +
               std::strerror(std::get<int>(result)) + "; what was indexed before is still served");
  }
  if (!rescan_.busy()) report_.ready();
}

void Instance::on_stopped() {
  signals_.close();
  rescan_.close();
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
  return {site_->index.files(), server_.connections(), server_.figures().octets, rescan_.names()};
}

std::string Instance::metrics() {
  return metrics_text({.statistics = server_log_.statistics(),
                       .loop_turns = monitoring_->turns.histogram(),
                       .server = server_.figures(),
                       .process = process_figures(),
                       .started = started_,
                       .log_records_dropped = output_.dropped(),
                       .content_files = site_->index.files(),
                       .content_octets = site_->index.octets(),
                       .ready = monitoring_->monitor.is_ready()});
}

}  // namespace ranged::daemon
