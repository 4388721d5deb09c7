#pragma once

#include <string>
#include <utility>
#include <variant>

#include "ranged/base/unique_fd.hpp"

// Unix sockets that we bind ourselves, and their files.

namespace ranged::daemon {

/// The file of a socket that listens. Its owner, who has closed the socket before, removes it at
/// his end, unless somebody else listens there by then.
class UnixSocketFile {
 public:
  explicit UnixSocketFile(std::string path) : path_(std::move(path)) {}
  UnixSocketFile(UnixSocketFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  UnixSocketFile& operator=(UnixSocketFile&&) = delete;
  UnixSocketFile(const UnixSocketFile&) = delete;
  UnixSocketFile& operator=(const UnixSocketFile&) = delete;
  ~UnixSocketFile();

 private:
  std::string path_;  // empty: nothing to remove
};

struct UnixSocket {
  UnixSocketFile file;
  base::UniqueFd fd;  ///< closed before the file goes
};

/// A stream socket that listens at `path`, with a file of mode 0666 whatever the umask: who may
/// connect is said by the rights of the folder. A file that an earlier process left is replaced,
/// one at which somebody listens is not. Otherwise what is wrong, and what to do. For start-up:
/// changes the umask for a moment.
std::variant<UnixSocket, std::string> listen_at(const std::string& path);

}  // namespace ranged::daemon
