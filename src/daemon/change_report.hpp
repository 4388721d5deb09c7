#pragma once

#include <uv.h>

#include <chrono>
#include <memory>
#include <string>

#include "daemon/event.hpp"
#include "ranged/base/log.hpp"
#include "ranged/content/index_changes.hpp"
#include "ranged/net/server.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// What became of the files of a site.
struct ContentChange {
  content::IndexChanges files;
  std::chrono::milliseconds took{0};  ///< to find out
  std::shared_ptr<const net::Site> now;
};

/// One record, which begins with `words`: FILES, FILES_ADDED, FILES_REMOVED, FILES_CHANGED and
/// DURATION_US.
void report_change(base::Log& log, Event event, const std::string& words,
                   const ContentChange& change);

/// Changes as they come, in the log: the first at once, and what follows it within a while as one.
/// Nothing wakes the loop while nothing changes.
class ChangeReport {
 public:
  static constexpr std::chrono::seconds kWhile{10};

  /// `loop` and `log` must outlive it.
  ChangeReport(uv_loop_t& loop, base::Log& log, std::chrono::milliseconds a_while = kWhile);
  ChangeReport(const ChangeReport&) = delete;
  ChangeReport& operator=(const ChangeReport&) = delete;

  void add(const ContentChange& change);

  /// Writes what has not been written.
  void flush();

  /// The same, and lets go of the loop.
  void close();

 private:
  static void on_timer(uv_timer_t* timer) noexcept;
  void write();

  base::Log& log_;
  const std::chrono::milliseconds while_;
  ContentChange gathered_;  // not written yet
  uv::Handle<uv_timer_t> timer_;
};

}  // namespace ranged::daemon
