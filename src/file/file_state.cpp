#include "file/file_state.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "content/file_time.hpp"

namespace ranged::file {

bool is_as_opened(const content::OpenFile& file) {
  struct statx now {};
  if (statx(file.fd.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_SIZE | STATX_MTIME,
            &now) != 0) {
    return false;
  }
  return now.stx_size == file.length &&
         content::file_time(now.stx_mtime.tv_sec, now.stx_mtime.tv_nsec) == file.modified;
}

}  // namespace ranged::file
