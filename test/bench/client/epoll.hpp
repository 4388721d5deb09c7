#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <span>

#include "ranged/base/unique_fd.hpp"

namespace ranged::bench {

/// Which descriptors have something to read; each is known by the number it was added with.
class Epoll {
 public:
  Epoll();

  void add(int fd, std::uint64_t number);

  /// Tells of `fd` once, the next time that something is there; then arm() it again.
  void add_once(int fd, std::uint64_t number);
  void arm(int fd, std::uint64_t number);

  /// Waits for `milliseconds` at most. Valid until the next call.
  std::span<const epoll_event> wait(int milliseconds);

 private:
  void control(int operation, int fd, std::uint32_t events, std::uint64_t number);

  base::UniqueFd fd_;
  std::array<epoll_event, 256> events_{};
};

}  // namespace ranged::bench
