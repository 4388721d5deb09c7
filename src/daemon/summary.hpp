#pragma once

#include <uv.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "ranged/base/log.hpp"
#include "ranged/net/statistics.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// Two states of the same statistics, and what is known of the time between them.
struct Interval {
  const net::Statistics& before;
  const net::Statistics& after;
  std::size_t most_connections = 0;
  std::chrono::microseconds length{0};
};

/// Writes one record about the interval, unless nobody came in it: REQUESTS, REQUESTS_2XX to
/// REQUESTS_5XX, OCTETS (of bodies), CONNECTIONS (open now), CONNECTIONS_MOST, CONNECTIONS_OPENED,
/// PARTS_CAPPED, ANSWERS_ABORTED, OCTETS_UNWANTED and INTERVAL_US.
void write_summary(base::Log& log, const Interval& interval);

/// Writes a summary once a minute, and one of the rest when it is closed: every request is in one.
class Summary {
 public:
  static constexpr std::chrono::minutes kInterval{1};

  /// All three must outlive it. Begins with what `statistics` know already.
  Summary(uv_loop_t& loop, net::Statistics& statistics, base::Log& log,
          std::chrono::milliseconds interval = kInterval);
  Summary(const Summary&) = delete;
  Summary& operator=(const Summary&) = delete;

  /// Lets go of the loop. Once.
  void close();

 private:
  static void on_timer(uv_timer_t* timer) noexcept;
  void write();

  net::Statistics& statistics_;
  base::Log& log_;
  net::Statistics before_;
  std::uint64_t began_;  // uv_hrtime
  uv::Handle<uv_timer_t> timer_;
};

}  // namespace ranged::daemon
