#include "daemon/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace ranged::daemon {

namespace {

constexpr std::size_t kSpare = 64;
constexpr std::size_t kPerConnection = 2;

/// More than this is "unlimited" for our purpose.
constexpr rlim_t kEnough = 1'000'000;

}  // namespace

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlim_t wanted = std::min(limit.rlim_max, kEnough);
  if (limit.rlim_cur < wanted) {
    const rlimit raised{wanted, limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit.rlim_cur = wanted;
  }
  return static_cast<std::size_t>(std::min(limit.rlim_cur, kEnough));
}

std::size_t connections_for(std::size_t descriptors, std::size_t open_files) {
  if (descriptors < kSpare + open_files + kPerConnection) return 1;
  return (descriptors - kSpare - open_files) / kPerConnection;
}

std::size_t open_files_for(std::size_t descriptors, std::size_t wanted) {
  return std::min(wanted, descriptors / 8);
}

}  // namespace ranged::daemon
