#pragma once

#include <cstdint>

#include "bench/client/options.hpp"
#include "bench/client/waiting_times.hpp"

namespace ranged::bench {

/// What was measured.
struct Report {
  std::uint64_t requests = 0;  ///< answered in full
  std::uint64_t octets = 0;    ///< of content
  std::uint64_t before = 0;    ///< octets that came before measuring began
  Clock::duration took{0};
  WaitingTimes first_octet;
  double slowest = 1;  ///< the worst served viewer's rate, as a share of the rate he reads at
};

/// One line of JSON on standard output.
void print(const Options& options, Report& report);

/// The line that says that `options.connections` are held until standard input ends.
void print_holding(const Options& options);

}  // namespace ranged::bench
