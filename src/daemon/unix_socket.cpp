#include "daemon/unix_socket.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include "daemon/unix_name.hpp"

namespace ranged::daemon {

namespace {

constexpr int kLockTries = 50;
constexpr std::chrono::milliseconds kLockPause{10};

constexpr mode_t kNotForAnybody = 0111;  // what the umask takes from 0777

base::UniqueFd stream_socket() {
  return base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Held while one looks whether somebody listens, and until oneself does: of two that start at once
/// one would else remove the other's. Without it if the folder cannot be opened, or if somebody
/// holds it longer than it takes to start: anybody may who may read the folder.
base::UniqueFd lock(const std::string& folder) {
  base::UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int tries = 0; fd && tries < kLockTries && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0;
       ++tries) {
    std::this_thread::sleep_for(kLockPause);
  }
  return fd;
}

bool is_socket(const std::string& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

/// Whether the socket file there is all that is left of who listened.
bool is_stale(const UnixName& name) {
  const auto probe = stream_socket();
  return probe && ::connect(probe.get(), name.address(), name.length) != 0 && errno == ECONNREFUSED;
}

/// 0 or an errno.
int bind_to(int fd, const UnixName& name) {
  const mode_t before = ::umask(kNotForAnybody);
  const int error = ::bind(fd, name.address(), name.length) == 0 ? 0 : errno;
  ::umask(before);
  return error;
}

std::string refusal(const std::string& path, const std::string& why) {
  return "cannot listen on unix:" + path + ": " + why;
}

std::string failure(const std::string& path, int error) {
  return refusal(path, std::string(std::strerror(error)) + "; the folder \"" + folder_of(path) +
                           "\" must exist and be ours to write to (RuntimeDirectory= in a unit)");
}

}  // namespace

UnixSocketFile::~UnixSocketFile() {
  const auto name = unix_name_of(path_);
  if (!name) return;
  const auto held = lock(folder_of(path_));
  if (is_socket(path_) && is_stale(*name)) ::unlink(path_.c_str());
}

std::variant<UnixSocket, std::string> listen_at(const std::string& path) {
  const auto name = unix_name_of(path);
  if (!name) return refusal(path, "its path is too long; a socket's has at most 107 octets");
  auto fd = stream_socket();
  if (!fd) return failure(path, errno);

  const auto held = lock(folder_of(path));
  int error = bind_to(fd.get(), *name);
  if (error == EADDRINUSE) {
    if (!is_socket(path)) {
      return refusal(path, "a file that is no socket stands there; remove it, or choose another");
    }
    if (!is_stale(*name)) {
      return refusal(path, "somebody listens there; stop it, or choose another");
    }
    ::unlink(path.c_str());
    error = bind_to(fd.get(), *name);
  }
  if (error != 0) return failure(path, error);
  UnixSocketFile file(path);
  if (::listen(fd.get(), SOMAXCONN) != 0) return failure(path, errno);
  return UnixSocket{std::move(file), std::move(fd)};
}

}  // namespace ranged::daemon
