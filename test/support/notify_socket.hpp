#pragma once

#include <string>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "support/temp_content.hpp"

namespace ranged::test {

/// A service manager's end of NOTIFY_SOCKET.
class NotifySocket {
 public:
  /// At a path, or in the abstract namespace. Sets NOTIFY_SOCKET.
  explicit NotifySocket(bool is_abstract = false);
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  /// What has come since the last call, each message with '|' for the ends of its lines.
  std::vector<std::string> take();

  int fd() const { return fd_.get(); }

 private:
  TempContent folder_;
  base::UniqueFd fd_;
};

}  // namespace ranged::test
