#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "daemon/loop_turns.hpp"
#include "ranged/net/figures.hpp"
#include "ranged/net/statistics.hpp"

// What an operator's monitoring reads of the daemon.

namespace ranged::daemon {

/// What the system knows of this process; getrusage(2), getrlimit(2) and /proc.
struct ProcessFigures {
  std::chrono::microseconds cpu{0};
  std::uint64_t resident_octets = 0;
  std::uint64_t max_descriptors = 0;
};

/// Does not block: /proc is memory.
ProcessFigures process_figures();

struct Metrics {
  const net::Statistics& statistics;
  const Histogram& loop_turns;
  net::Figures server;
  ProcessFigures process;
  double started = 0;  ///< seconds since 1970
  std::uint64_t log_records_dropped = 0;
  std::size_t content_files = 0;
  std::uint64_t content_octets = 0;
  bool ready = false;
};

/// All of them, as an Exposition. Names begin with "ranged_", but for those of a process, which
/// have the names that every Prometheus client gives them; units are seconds and bytes.
std::string metrics_text(const Metrics& metrics);

}  // namespace ranged::daemon
