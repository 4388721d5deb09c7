#include "content/open_beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "ranged/base/unique_fd.hpp"

namespace ranged::content {
namespace {

constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;

/// openat2 answers EAGAIN when a rename anywhere crossed its way; a few in a row are no accident.
constexpr int kMaxAttempts = 16;

int call_openat2(int folder, const std::string& path, int more_flags) {
  struct open_how how = {};
  how.flags = static_cast<unsigned>(kFlags | more_flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const char* const name = path.empty() ? "." : path.c_str();
  for (int attempt = 1;; ++attempt) {
    const long fd = ::syscall(SYS_openat2, folder, name, &how, sizeof how);
    if (fd >= 0) return static_cast<int>(fd);
    const bool again = errno == EAGAIN || errno == EINTR;
    if (!again || attempt == kMaxAttempts) return -errno;
  }
}

int open_component(int folder, std::string_view component, int flags) {
  if (component.empty() || component == "." || component == "..") return -EXDEV;
  const int fd = ::openat(folder, std::string(component).c_str(), flags);
  return fd >= 0 ? fd : -errno;
}

}  // namespace

int open_beneath(int folder, const std::string& path, int more_flags) {
  const int fd = call_openat2(folder, path, more_flags);
  const bool denied = fd == -ENOSYS || fd == -EPERM;  // EPERM is what a seccomp filter may say
  return denied ? walk_beneath(folder, path, more_flags) : fd;
}

int walk_beneath(int folder, std::string_view path, int more_flags) {
  if (path.empty()) {
    const int fd = ::openat(folder, ".", kFlags | more_flags);
    return fd >= 0 ? fd : -errno;
  }
  base::UniqueFd parent;
  for (;;) {
    const int at = parent ? parent.get() : folder;
    const auto slash = path.find('/');
    const auto component = path.substr(0, slash);
    if (slash == std::string_view::npos) {
      return open_component(at, component, kFlags | more_flags);
    }
    const int fd = open_component(at, component, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return fd;
    parent = base::UniqueFd(fd);
    path.remove_prefix(slash + 1);
  }
}

}  // namespace ranged::content
