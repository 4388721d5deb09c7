#pragma once

#include <sys/stat.h>

#include <limits>

#include "ranged/content/representation.hpp"

namespace ranged::content {

/// The time of last modification. File systems keep years that nanoseconds in 64 bits do not reach
/// (before 1677, after 2262); those become the nearest that can be kept.
inline FileTime modified_of(const struct stat& status) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  constexpr std::int64_t kMost = std::numeric_limits<FileTime::rep>::max() / kPerSecond - 1;
  if (status.st_mtim.tv_sec > kMost) return FileTime::max();
  if (status.st_mtim.tv_sec < -kMost) return FileTime::min();
  return FileTime(status.st_mtim.tv_sec * kPerSecond + status.st_mtim.tv_nsec);
}

}  // namespace ranged::content
