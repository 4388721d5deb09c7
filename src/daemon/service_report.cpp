#include "daemon/service_report.hpp"

#include <algorithm>
#include <utility>

#include "ranged/base/check.hpp"
#include "ranged/base/quantity.hpp"
#include "uv/timer.hpp"
#include "uv/turn_handle.hpp"

namespace ranged::daemon {

namespace {

constexpr std::uint64_t kRetry = 100;  // milliseconds, while the manager takes nothing

std::string scanning_status(std::size_t names) {
  return "reading the content folder: " + std::to_string(names) + " names so far";
}

}  // namespace

std::string serving_status(const ServiceFigures& figures, std::uint64_t octets_per_second) {
  return "serving " + std::to_string(figures.files) + " files to " +
         std::to_string(figures.connections) + " connections at " +
         base::readable_byte_size(octets_per_second) + "/s";
}

ServiceReport::ServiceReport(uv_loop_t& loop, ServiceManager& manager,
                             std::function<ServiceFigures()> figures,
                             std::chrono::milliseconds refresh)
    : manager_(manager),
      figures_(std::move(figures)),
      refresh_(static_cast<std::uint64_t>(refresh.count())) {
  if (!manager_.is_there()) return;
  refresh_timer_ = uv::make_timer(loop, this);
  turn_handle_ = uv::make_turn_handle(loop, this, on_turn);
  if (!manager_.watchdog()) return;
  // From the loop, so that one that is stuck stops saying that it is well.
  const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(*manager_.watchdog() / 2);
  const auto interval = static_cast<std::uint64_t>(std::max<std::int64_t>(half.count(), 1));
  watchdog_timer_ = uv::make_timer(loop, this);
  uv_timer_start(watchdog_timer_.get(), on_watchdog, interval, interval);
}

void ServiceReport::ready() { enter(Phase::serving, "READY=1"); }

void ServiceReport::reloading() { enter(Phase::reloading, reloading_message()); }

void ServiceReport::stopping() {
  enter(Phase::stopping, "STOPPING=1\n" + extension_message(kPatience));
}

void ServiceReport::close() {
  turn_handle_.reset();
  refresh_timer_.reset();
  watchdog_timer_.reset();
}

void ServiceReport::enter(Phase phase, const std::string& message) {
  if (!refresh_timer_) return;
  phase_ = phase;
  seen_ = figures_();
  told_ = status();
  manager_.tell(message + "\nSTATUS=" + told_);
  arm();
}

/// Whatever woke the loop, it may have changed the figures.
void ServiceReport::look() {
  const bool is_armed = uv_is_active(reinterpret_cast<uv_handle_t*>(refresh_timer_.get())) != 0;
  if (is_armed || phase_ == Phase::starting) return;
  if (manager_.has_waiting() || phase_ != Phase::serving || figures_() != seen_) arm();
}

void ServiceReport::arm() {
  armed_at_ = uv_now(refresh_timer_->loop);
  const std::uint64_t due = manager_.has_waiting() ? std::min(kRetry, refresh_) : refresh_;
  uv_timer_start(refresh_timer_.get(), on_refresh, due, 0);
}

void ServiceReport::refresh() {
  manager_.flush();
  const ServiceFigures before = std::exchange(seen_, figures_());
  const std::uint64_t elapsed =
      std::max<std::uint64_t>(uv_now(refresh_timer_->loop) - armed_at_, 1);
  rate_ = (seen_.octets - before.octets) * 1000 / elapsed;
  const bool goes_on =
      phase_ == Phase::stopping || (phase_ == Phase::reloading && seen_.names != before.names);
  std::string message = goes_on ? extension_message(kPatience) : std::string();
  std::string text = status();
  if (text != told_) message += (message.empty() ? "STATUS=" : "\nSTATUS=") + text;
  told_ = std::move(text);
  if (!message.empty()) manager_.tell(std::move(message));
  // Once more after the last octet, so that the rate falls to nothing.
  if (phase_ != Phase::serving || rate_ > 0 || manager_.has_waiting()) arm();
}

std::string ServiceReport::status() const {
  switch (phase_) {
    case Phase::reloading:
      return scanning_status(seen_.names);
    case Phase::stopping:
      return "finishing " + std::to_string(seen_.connections) + " connections";
    default:
      return serving_status(seen_, rate_);
  }
}

void ServiceReport::on_turn(uv_prepare_t* handle) noexcept {
  if (handle->data) static_cast<ServiceReport*>(handle->data)->look();
}

void ServiceReport::on_refresh(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<ServiceReport*>(timer->data)->refresh();
}

void ServiceReport::on_watchdog(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<ServiceReport*>(timer->data)->manager_.tell("WATCHDOG=1");
}

bool ScanReport::on_name(std::size_t names) {
  if (!manager_.is_there()) return true;
  const auto now = Clock::now();
  if (now - told_at_ < refresh_) return true;
  told_at_ = now;
  manager_.tell(extension_message(ServiceReport::kPatience) + "\nSTATUS=" + scanning_status(names));
  return true;
}

}  // namespace ranged::daemon
