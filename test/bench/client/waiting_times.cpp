#include "bench/client/waiting_times.hpp"

#include <algorithm>

namespace ranged::bench {
namespace {

std::uint32_t microseconds(Clock::duration duration) {
  return static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

}  // namespace

void WaitingTimes::add(Clock::duration waited) {
  microseconds_.push_back(microseconds(waited));
  longest_ = std::max(longest_, microseconds_.back());
}

void WaitingTimes::add_unanswered(Clock::duration waited) {
  longest_ = std::max(longest_, microseconds(waited));
}

std::string WaitingTimes::percentile(double share) {
  if (microseconds_.empty()) return "null";
  const auto last = static_cast<double>(microseconds_.size() - 1);
  const auto nth = microseconds_.begin() + static_cast<std::ptrdiff_t>(share * last);
  std::nth_element(microseconds_.begin(), nth, microseconds_.end());
  return std::to_string(*nth);
}

std::string WaitingTimes::json() {
  return "{\"p50\":" + percentile(0.50) + ",\"p99\":" + percentile(0.99) +
         ",\"max\":" + std::to_string(longest_) + "}";
}

}  // namespace ranged::bench
