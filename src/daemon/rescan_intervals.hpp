#pragma once

#include <chrono>

namespace ranged::daemon {

/// How often the whole folder is read again unasked; 0: never.
struct RescanIntervals {
  std::chrono::milliseconds always{0};
  std::chrono::milliseconds in_trouble{60'000};  ///< while changes are not told of
};

}  // namespace ranged::daemon
