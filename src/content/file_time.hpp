#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <limits>

#include "ranged/content/representation.hpp"

namespace ranged::content {

/// File systems keep years that nanoseconds in 64 bits do not reach (before 1677, after 2262);
/// those become the nearest that can be kept.
inline FileTime file_time(std::int64_t seconds, std::int64_t nanoseconds) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  constexpr std::int64_t kMost = std::numeric_limits<FileTime::rep>::max() / kPerSecond - 1;
  if (seconds > kMost) return FileTime::max();
  if (seconds < -kMost) return FileTime::min();
  return FileTime(seconds * kPerSecond + nanoseconds);
}

/// The time of last modification.
inline FileTime modified_of(const struct stat& status) {
  return file_time(status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

/// The time of the last change of contents, names, links or rights.
inline FileTime status_changed_of(const struct stat& status) {
  return file_time(status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

}  // namespace ranged::content
