#include "ranged/content/content_root.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "content/file_time.hpp"
#include "content/open_beneath.hpp"
#include "content/real_path.hpp"

namespace ranged::content {

LookupFailure lookup_failure_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:         // a symbolic link stands there now
    case EXDEV:         // it would lead out
    case ENAMETOOLONG:  // no file can have this name,
    case EINVAL:        // nor this one on this file system,
    case EILSEQ:        // nor this
    case ENXIO:         // a socket, or a device that is not there
    case ENODEV:
      return LookupFailure::not_found;
    case EACCES:
    case EPERM:
      return LookupFailure::forbidden;
    default:
      return LookupFailure::unavailable;
  }
}

std::variant<ContentRoot, int> ContentRoot::open(const std::string& folder) {
  auto real = real_path(folder);
  if (!real) return errno;
  base::UniqueFd fd(::open(real->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) return errno;
  // To list it is not enough: the names in it must be reachable.
  if (::faccessat(fd.get(), ".", R_OK | X_OK, AT_EACCESS) != 0) return errno;
  return ContentRoot(std::move(fd), std::move(*real));
}

std::variant<OpenFile, LookupFailure> ContentRoot::open_file(std::string_view resolved) const {
  if (resolved.find('\0') != std::string_view::npos) return LookupFailure::not_found;
  const std::string name(resolved);
  struct stat status = {};
  // Opening a FIFO or a device has effects of its own, so look first. One that is put there between
  // the look and the opening meets O_NONBLOCK, and is closed again below.
  if (::fstatat(fd(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) {
    return lookup_failure_of(errno);
  }
  if (!S_ISREG(status.st_mode)) return LookupFailure::not_found;

  base::UniqueFd file(open_beneath(fd(), name, 0));
  if (!file) return lookup_failure_of(-file.release());
  if (::fstat(file.get(), &status) != 0) return lookup_failure_of(errno);
  if (!S_ISREG(status.st_mode)) return LookupFailure::not_found;
  return OpenFile{std::move(file),
                  {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                   modified_of(status)},
                  status_changed_of(status),
                  {status.st_mode, status.st_uid, status.st_gid, status.st_nlink}};
}

}  // namespace ranged::content
