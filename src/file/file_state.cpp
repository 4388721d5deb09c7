#include "file/file_state.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <optional>

#include "content/file_time.hpp"

namespace ranged::file {

namespace {

/// nullopt if length or modification time differ from those `file` was opened with.
std::optional<struct statx> state_of(const content::OpenFile& file) {
  struct statx state {};
  const int error =
      statx(file.fd.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_BASIC_STATS, &state);
  if (error != 0) return std::nullopt;
  const auto modified = content::file_time(state.stx_mtime.tv_sec, state.stx_mtime.tv_nsec);
  const bool is_same = state.stx_size == file.identity.length && modified == file.identity.modified;
  return is_same ? std::optional(state) : std::nullopt;
}

bool has_same_status(const struct statx& state, const content::OpenFile& file) {
  return content::file_time(state.stx_ctime.tv_sec, state.stx_ctime.tv_nsec) == file.status_changed;
}

content::FileStanding standing_of(const struct statx& state) {
  return {state.stx_mode, state.stx_uid, state.stx_gid, state.stx_nlink};
}

}  // namespace

bool is_as_opened(const content::OpenFile& file) {
  const auto state = state_of(file);
  return state && (has_same_status(*state, file) || standing_of(*state) != file.standing);
}

bool is_current(const content::OpenFile& file) {
  const auto state = state_of(file);
  return state && has_same_status(*state, file);
}

}  // namespace ranged::file
