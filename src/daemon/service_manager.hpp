#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "daemon/unix_name.hpp"
#include "ranged/base/log.hpp"
#include "ranged/base/unique_fd.hpp"

// What systemd wants to know of a service of Type=notify (sd_notify(3)): one datagram a message,
// its lines are VARIABLE=value. Without a service manager every word is for nobody.

namespace ranged::daemon {

class ServiceManager {
 public:
  /// The manager that NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID speak of. Unsets them: no child
  /// is to speak for us. `log`, which must outlive it, is told once if the manager cannot be.
  explicit ServiceManager(base::Log& log);
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  bool is_there() const { return name_.has_value(); }

  /// In which WATCHDOG=1 must be told again and again; nullopt if nobody watches.
  std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

  /// Never waits. What the manager does not take at once goes in front of the next message, and is
  /// tried again by flush().
  void tell(std::string message);

  bool has_waiting() const { return !waiting_.empty(); }
  void flush();

 private:
  static constexpr std::size_t kMostWaiting = 16;  // then the oldest goes

  int send(const std::string& message) const;

  base::Log& log_;
  std::string socket_;  // as NOTIFY_SOCKET spells it
  std::optional<UnixName> name_;
  base::UniqueFd fd_;
  std::optional<std::chrono::microseconds> watchdog_;
  std::deque<std::string> waiting_;
  bool has_complained_ = false;
};

/// "RELOADING=1", with the time that the manager compares with the one at which it asked.
std::string reloading_message();

/// "EXTEND_TIMEOUT_USEC=...": the manager is to be patient for so long from now on.
std::string extension_message(std::chrono::microseconds patience);

}  // namespace ranged::daemon
