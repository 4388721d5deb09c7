#pragma once

#include <uv.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "daemon/service_manager.hpp"
#include "ranged/content/scanner.hpp"
#include "uv/handle.hpp"

// What the service manager is told, and when.

namespace ranged::daemon {

struct ServiceFigures {
  std::size_t files = 0;
  std::size_t connections = 0;
  std::uint64_t octets = 0;  ///< sent since the start
  std::size_t names = 0;     ///< that the scan under way has looked at

  friend bool operator==(const ServiceFigures&, const ServiceFigures&) = default;
};

/// "serving 12 files to 3 connections at 1.5 MiB/s"
std::string serving_status(const ServiceFigures& figures, std::uint64_t octets_per_second);

/// Keeps the manager informed from the loop. The status is told again only if it has changed, and
/// at most once in kRefresh; nothing wakes an idle server but the watchdog, if there is one.
class ServiceReport {
 public:
  static constexpr std::chrono::milliseconds kRefresh{3'000};

  /// While something takes its time and goes on, the manager is asked for so much more.
  static constexpr std::chrono::seconds kPatience{15};

  /// `loop` and `manager` must outlive the report; `figures` is asked from the loop.
  ServiceReport(uv_loop_t& loop, ServiceManager& manager, std::function<ServiceFigures()> figures,
                std::chrono::milliseconds refresh = kRefresh);
  ServiceReport(const ServiceReport&) = delete;
  ServiceReport& operator=(const ServiceReport&) = delete;

  void ready();      ///< served, for the first time or again with what was reloaded
  void reloading();  ///< the content is being read again, until ready()
  void stopping();   ///< drained, until the end

  /// Lets go of the loop.
  void close();

 private:
  enum class Phase : std::uint8_t { starting, serving, reloading, stopping };

  static void on_turn(uv_prepare_t* handle) noexcept;
  static void on_refresh(uv_timer_t* timer) noexcept;
  static void on_watchdog(uv_timer_t* timer) noexcept;
  void enter(Phase phase, const std::string& message);
  void look();
  void refresh();
  void arm();
  std::string status() const;

  ServiceManager& manager_;
  std::function<ServiceFigures()> figures_;
  const std::uint64_t refresh_;  // milliseconds
  Phase phase_ = Phase::starting;
  ServiceFigures seen_;
  std::uint64_t rate_ = 0;  // octets a second, lately
  std::uint64_t armed_at_ = 0;
  std::string told_;  // the status the manager has
  uv::Handle<uv_prepare_t> turn_handle_;
  uv::Handle<uv_timer_t> refresh_timer_;
  uv::Handle<uv_timer_t> watchdog_timer_;
};

/// Asks the manager for patience while the first scan goes on, before there is a loop: as long as
/// names come, and no longer.
class ScanReport final : public content::ScanProgress {
 public:
  /// `manager` must outlive it.
  explicit ScanReport(ServiceManager& manager,
                      std::chrono::milliseconds refresh = ServiceReport::kRefresh)
      : manager_(manager), refresh_(refresh), told_at_(Clock::now()) {}

  bool on_name(std::size_t names) override;

 private:
  using Clock = std::chrono::steady_clock;

  ServiceManager& manager_;
  const std::chrono::milliseconds refresh_;
  Clock::time_point told_at_;
};

}  // namespace ranged::daemon
