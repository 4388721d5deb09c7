#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

// How long requests waited, kept one by one: percentiles are exact.

namespace ranged::bench {

using Clock = std::chrono::steady_clock;

class WaitingTimes {
 public:
  void add(Clock::duration waited);

  /// A request that was not answered in time: counts for the longest only, as nobody knows how long
  /// it would have waited.
  void add_unanswered(Clock::duration waited);

  /// `{"p50":12,"p99":34,"max":56}` in microseconds; null where nothing was answered.
  std::string json();

 private:
  std::string percentile(double share);

  std::vector<std::uint32_t> microseconds_;
  std::uint32_t longest_ = 0;
};

}  // namespace ranged::bench
