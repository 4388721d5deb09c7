#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ranged/base/unique_fd.hpp"

namespace ranged::daemon {

/// A datagram socket connected to a path, which never waits.
class JournalSocket {
 public:
  /// What became of a datagram.
  enum class Sent : std::uint8_t {
    whole,
    later,   ///< the reader is behind: it could be sent when the socket is writable
    never,   ///< it is too long
    broken,  ///< nobody is there: connect anew
  };

  /// Connects anew. 0, or an errno, and then it is not connected.
  [[nodiscard]] int connect(const std::string& path);
  void close() { fd_.reset(); }

  bool connected() const { return static_cast<bool>(fd_); }
  int fd() const { return fd_.get(); }

  /// `broken` if it is not connected.
  [[nodiscard]] Sent send(std::string_view datagram);

 private:
  base::UniqueFd fd_;
};

}  // namespace ranged::daemon
