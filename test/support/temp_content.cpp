#include "support/temp_content.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "ranged/base/unique_fd.hpp"

namespace ranged::test {
namespace {

namespace fs = std::filesystem;

/// Throws if `result` is that of a call that failed.
void require(long result, const std::string& what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

void make_parents(const std::string& absolute) {
  fs::create_directories(fs::path(absolute).parent_path());
}

base::UniqueFd open_for_writing(const std::string& absolute, int more_flags) {
  make_parents(absolute);
  base::UniqueFd fd(
      ::open(absolute.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | more_flags, mode_t{0644}));
  require(fd.get(), "open " + absolute);
  return fd;
}

/// A folder without its permissions cannot be emptied, except by root.
void make_removable(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.symlink_status(ignored).type() == fs::file_type::directory) {
      make_removable(entry.path());
    }
  }
}

}  // namespace

TempContent::TempContent() {
  std::string pattern = fs::canonical(fs::temp_directory_path()) / "ranged-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) require(-1, "mkdtemp " + pattern);
  path_ = pattern;
}

TempContent::~TempContent() {
  std::error_code error;
  make_removable(path_);
  fs::remove_all(path_, error);
  if (error) std::fprintf(stderr, "cannot remove %s: %s\n", path_.c_str(), error.message().c_str());
}

std::string TempContent::absolute(std::string_view path) const {
  return path.empty() ? path_ : path_ + '/' + std::string(path);
}

void TempContent::write(std::string_view path, std::string_view octets) {
  const auto file = absolute(path);
  const auto fd = open_for_writing(file, O_TRUNC);
  while (!octets.empty()) {
    const ssize_t written = ::write(fd.get(), octets.data(), octets.size());
    require(written, "write " + file);
    octets.remove_prefix(static_cast<std::size_t>(written));
  }
}

void TempContent::write_sparse(std::string_view path, std::uint64_t length) {
  const auto file = absolute(path);
  const auto fd = open_for_writing(file, 0);
  require(::ftruncate(fd.get(), static_cast<off_t>(length)), "ftruncate " + file);
}

void TempContent::mkdir(std::string_view path) { fs::create_directories(absolute(path)); }

void TempContent::symlink(std::string_view target, std::string_view path) {
  const auto link = absolute(path);
  make_parents(link);
  require(::symlink(std::string(target).c_str(), link.c_str()), "symlink " + link);
}

void TempContent::remove(std::string_view path) {
  const auto gone = absolute(path);
  if (fs::remove_all(gone) == 0) {
    throw std::system_error(ENOENT, std::generic_category(), "remove " + gone);
  }
}

void TempContent::rename(std::string_view from, std::string_view to) {
  const auto target = absolute(to);
  make_parents(target);
  require(::rename(absolute(from).c_str(), target.c_str()), "rename to " + target);
}

void TempContent::chmod(std::string_view path, mode_t mode) {
  const auto target = absolute(path);
  require(::chmod(target.c_str(), mode), "chmod " + target);
}

}  // namespace ranged::test
