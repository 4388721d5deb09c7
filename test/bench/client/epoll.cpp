#include "bench/client/epoll.hpp"

#include <cerrno>

#include "bench/client/fail.hpp"

namespace ranged::bench {

Epoll::Epoll() : fd_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (!fd_) fail("epoll_create1", errno);
}

void Epoll::add(int fd, std::uint64_t number) { control(EPOLL_CTL_ADD, fd, EPOLLIN, number); }

void Epoll::add_once(int fd, std::uint64_t number) {
  control(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLONESHOT, number);
}

void Epoll::arm(int fd, std::uint64_t number) {
  control(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLONESHOT, number);
}

std::span<const epoll_event> Epoll::wait(int milliseconds) {
  const int count =
      ::epoll_wait(fd_.get(), events_.data(), static_cast<int>(events_.size()), milliseconds);
  if (count < 0 && errno != EINTR) fail("epoll_wait", errno);
  return std::span(events_).first(count < 0 ? 0 : static_cast<std::size_t>(count));
}

void Epoll::control(int operation, int fd, std::uint32_t events, std::uint64_t number) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = number;
  if (::epoll_ctl(fd_.get(), operation, fd, &event) != 0) fail("epoll_ctl", errno);
}

}  // namespace ranged::bench
