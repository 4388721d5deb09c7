#include <dlfcn.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>

// Preloaded into a server, this is the disk that a bench needs: every read of one file, however it
// is asked for, takes its time or is written down.
//
//   SLOW_READS_FILE          the file
//   SLOW_READS_MILLISECONDS  how long each read of it takes, besides
//   SLOW_READS_LOG           where each read leaves a line: its offset and length, as asked for

namespace {

long number_in(const char* variable) {
  const char* const text = std::getenv(variable);
  return text ? std::atol(text) : 0;
}

/// Which file it is, looked up once.
struct Disk {
  struct stat file {};
  bool exists = false;
  timespec delay{};
  int log = -1;

  Disk() {
    const char* const path = std::getenv("SLOW_READS_FILE");
    exists = path && ::stat(path, &file) == 0;
    const long milliseconds = number_in("SLOW_READS_MILLISECONDS");
    delay = {milliseconds / 1000, milliseconds % 1000 * 1'000'000};
    const char* const lines = std::getenv("SLOW_READS_LOG");
    if (lines) log = ::open(lines, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }

  bool is_behind(int fd) const {
    struct stat status {};
    return exists && ::fstat(fd, &status) == 0 && status.st_ino == file.st_ino &&
           status.st_dev == file.st_dev;
  }
};

/// Takes as long as a read of `length` octets of `fd` at `offset` does; -1: where it stands.
void touch(int fd, off64_t offset, std::size_t length) {
  static const Disk disk;
  const int error = errno;
  if (disk.is_behind(fd)) {
    if (disk.log >= 0) {
      if (offset < 0) offset = ::lseek64(fd, 0, SEEK_CUR);
      ::dprintf(disk.log, "%lld %zu\n", static_cast<long long>(offset), length);
    }
    timespec rest = disk.delay;
    while (::nanosleep(&rest, &rest) != 0 && errno == EINTR) {
    }
  }
  errno = error;
}

std::size_t length_of(const iovec* pieces, int count) {
  std::size_t length = 0;
  for (int i = 0; i < count; ++i) length += pieces[i].iov_len;
  return length;
}

/// The function of this name in the library behind this one.
template <typename Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

#define NEXT(function)                                 \
  static auto* const real = next(function, #function); \
  return real

extern "C" {

ssize_t read(int fd, void* target, std::size_t length) {
  touch(fd, -1, length);
  NEXT(read)(fd, target, length);
}

ssize_t pread(int fd, void* target, std::size_t length, off_t offset) {
  touch(fd, offset, length);
  NEXT(pread)(fd, target, length, offset);
}

ssize_t pread64(int fd, void* target, std::size_t length, off64_t offset) {
  touch(fd, offset, length);
  NEXT(pread64)(fd, target, length, offset);
}

ssize_t readv(int fd, const iovec* pieces, int count) {
  touch(fd, -1, length_of(pieces, count));
  NEXT(readv)(fd, pieces, count);
}

ssize_t preadv(int fd, const iovec* pieces, int count, off_t offset) {
  touch(fd, offset, length_of(pieces, count));
  NEXT(preadv)(fd, pieces, count, offset);
}

ssize_t preadv64(int fd, const iovec* pieces, int count, off64_t offset) {
  touch(fd, offset, length_of(pieces, count));
  NEXT(preadv64)(fd, pieces, count, offset);
}

ssize_t preadv2(int fd, const iovec* pieces, int count, off_t offset, int flags) {
  touch(fd, offset, length_of(pieces, count));
  NEXT(preadv2)(fd, pieces, count, offset, flags);
}

ssize_t preadv64v2(int fd, const iovec* pieces, int count, off64_t offset, int flags) {
  touch(fd, offset, length_of(pieces, count));
  NEXT(preadv64v2)(fd, pieces, count, offset, flags);
}

ssize_t sendfile(int socket, int fd, off_t* offset, std::size_t length) {
  touch(fd, offset ? *offset : -1, length);
  NEXT(sendfile)(socket, fd, offset, length);
}

ssize_t sendfile64(int socket, int fd, off64_t* offset, std::size_t length) {
  touch(fd, offset ? *offset : -1, length);
  NEXT(sendfile64)(socket, fd, offset, length);
}

}  // extern "C"
