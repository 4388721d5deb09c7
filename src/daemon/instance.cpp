#include "daemon/instance.hpp"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <utility>
#include <variant>

#include "daemon/event.hpp"

namespace ranged::daemon {

using base::LogLevel;

namespace {

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
      server_log_(log_, options.access_log, [this] { on_stopped(); }),
      summary_(loop_.raw(), server_log_.statistics(), log_),
      site_(std::move(site)),
      server_(loop_.raw(), site_, limits, server_log_),
      signals_(
          loop_.raw(), [this](int count) { on_stop(count); }, [this] { on_reload(); }),
      rescan_(loop_.raw(), std::move(content), site_, *this),
      report_(loop_.raw(), manager, [this] { return figures(); }),
      trouble_(listening_.begin(server_, options, std::move(passed))) {
  output_.attach(loop_.raw());
}

std::optional<std::string> Instance::run() {
  if (trouble_) {
    server_.abort();
  } else {
    report_.ready();
  }
  for (const auto& endpoint : server_.endpoints()) {
    const bool is_tcp = std::holds_alternative<net::ListenAddress>(endpoint);
    const std::string name = net::to_string(endpoint);
    report(log_, LogLevel::info, Event::listening,
           "listening on " + (is_tcp ? "http://" + name + '/' : name));
  }
  loop_.run();
  return trouble_;
}

void Instance::on_stop(int count) {
  if (count > 1) return server_.abort();
  is_stopping_ = true;
  report(log_, LogLevel::info, Event::stopping,
         "stopping: finishing " + std::to_string(server_.connections()) +
             " connections; a second signal aborts them");
  rescan_.cancel();
  report_.stopping();
  server_.drain();
}

void Instance::on_reload() {
  if (is_stopping_) return log_.info("not reloaded: stopping");
  log_.info("reloading " + site_->root.path());
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
           "not reloaded: cannot read " + site_->root.path() + " again: " +
               std::strerror(std::get<int>(result)) + "; what was indexed before is still served");
  }
  if (!rescan_.busy()) report_.ready();
}

void Instance::on_stopped() {
  signals_.close();
  rescan_.close();
  report_.close();
  summary_.close();
  output_.detach();
}

ServiceFigures Instance::figures() const {
  return {site_->index.files(), server_.connections(), server_.octets(), rescan_.names()};
}

}  // namespace ranged::daemon
