#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

// A content folder for one test.

namespace ranged::test {

/// A new, empty folder of its own, removed at the end with everything in it, whatever its modes.
/// Paths are relative to it; parents of what is made are made too. A step that fails throws
/// std::system_error, which fails the test and names the path.
class TempContent {
 public:
  TempContent();
  ~TempContent();
  TempContent(const TempContent&) = delete;
  TempContent& operator=(const TempContent&) = delete;

  /// Absolute and without symbolic links.
  const std::string& path() const { return path_; }
  std::string absolute(std::string_view path) const;

  /// Makes the file, or replaces its content in place: the inode stays.
  void write(std::string_view path, std::string_view octets = {});

  /// Makes the file or changes its length; octets that come new are zero and take no room.
  void write_sparse(std::string_view path, std::uint64_t length);

  void mkdir(std::string_view path);

  /// Makes `path` a symbolic link that says `target`, as it stands.
  void symlink(std::string_view target, std::string_view path);

  /// A file, a link, or a folder with everything in it.
  void remove(std::string_view path);

  /// Replaces what is at `to`.
  void rename(std::string_view from, std::string_view to);

  void chmod(std::string_view path, mode_t mode);

 private:
  std::string path_;
};

}  // namespace ranged::test
