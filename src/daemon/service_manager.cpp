#include "daemon/service_manager.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <limits>
#include <utility>

#include "daemon/environment.hpp"
#include "daemon/event.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

std::optional<std::chrono::microseconds> take_watchdog() {
  const auto interval = base::parse_number(take_variable("WATCHDOG_USEC").value_or(""));
  const auto process = take_variable("WATCHDOG_PID");
  if (process && *process != std::to_string(::getpid())) return std::nullopt;
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  if (!interval || *interval == 0 || *interval > kMost) return std::nullopt;
  return std::chrono::microseconds(static_cast<std::int64_t>(*interval));
}

}  // namespace

ServiceManager::ServiceManager(base::Log& log)
    : log_(log), socket_(take_variable("NOTIFY_SOCKET").value_or("")) {
  const auto watchdog = take_watchdog();
  if (socket_.empty()) return;
  if (socket_.front() != '/' && socket_.front() != '@') {
    report(log_, base::LogLevel::warning, Event::not_notified,
           "NOTIFY_SOCKET=" + socket_ + " is neither a path nor an abstract name: ignored");
    return;
  }
  name_ = unix_name_of(socket_);
  fd_ = base::UniqueFd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  watchdog_ = watchdog;
}

void ServiceManager::tell(std::string message) {
  if (!is_there()) return;
  if (waiting_.size() == kMostWaiting) waiting_.pop_front();
  waiting_.push_back(std::move(message));
  flush();
}

void ServiceManager::flush() {
  while (!waiting_.empty()) {
    const int error = send(waiting_.front());
    if (error == EAGAIN || error == ENOBUFS) return;
    waiting_.pop_front();
    if (error == 0 || std::exchange(has_complained_, true)) continue;
    report(log_, base::LogLevel::warning, Event::not_notified,
           "cannot notify the service manager at " + socket_ + ": " + std::strerror(error) +
               "; it may take us for one that did not start (in a unit, "
               "RestrictAddressFamilies= must allow AF_UNIX)");
  }
}

int ServiceManager::send(const std::string& message) const {
  const ssize_t sent = ::sendto(fd_.get(), message.data(), message.size(),
                                MSG_DONTWAIT | MSG_NOSIGNAL, name_->address(), name_->length);
  return sent < 0 ? errno : 0;
}

std::string reloading_message() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const auto microseconds = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
                            static_cast<std::uint64_t>(now.tv_nsec) / 1000;
  return "RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds);
}

std::string extension_message(std::chrono::microseconds patience) {
  return "EXTEND_TIMEOUT_USEC=" + std::to_string(patience.count());
}

}  // namespace ranged::daemon
