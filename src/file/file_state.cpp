#include "file/file_state.hpp"

#include <fcntl.h>
#include <sys/stat.h>

namespace ranged::file {

bool is_as_opened(const content::OpenFile& file) {
  struct statx now {};
  if (statx(file.fd.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_SIZE | STATX_MTIME,
            &now) != 0) {
    return false;
  }
  const content::FileTime modified =
      std::chrono::seconds(now.stx_mtime.tv_sec) + std::chrono::nanoseconds(now.stx_mtime.tv_nsec);
  return now.stx_size == file.length && modified == file.modified;
}

}  // namespace ranged::file
