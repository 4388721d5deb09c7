#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "ranged/base/unique_fd.hpp"
#include "ranged/content/representation.hpp"

// The folder that is served, and the only door to the files in it. May block: for the threadpool
// and for start-up.

namespace ranged::content {

enum class LookupFailure : std::uint8_t {
  not_found,    ///< gone, no longer a regular file, or moved behind a symbolic link
  forbidden,    ///< the daemon may not read it
  unavailable,  ///< the system cannot open it now: out of descriptors or memory, an I/O error
};

LookupFailure lookup_failure_of(int error_number);

/// One state of one file: where two are equal, the octets are.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t length = 0;
  FileTime modified{0};

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// What of a file changes with its status and says nothing of its octets.
struct FileStanding {
  std::uint32_t mode = 0;
  std::uint32_t user = 0;
  std::uint32_t group = 0;
  std::uint64_t links = 0;

  friend bool operator==(const FileStanding&, const FileStanding&) = default;
};

/// A regular file, open for reading, and the state it was opened in.
struct OpenFile {
  base::UniqueFd fd;
  FileIdentity identity;
  FileTime status_changed{0};  ///< differs as well after a change of names, links or rights
  FileStanding standing;
};

class ContentRoot {
 public:
  /// Opens the folder. Otherwise the errno that says why not (ENOTDIR if it is something else).
  static std::variant<ContentRoot, int> open(const std::string& folder);

  /// Opens the regular file `resolved`, a normalized path that must lead through no symbolic link:
  /// whatever was exchanged since the scan, it cannot lead out of the folder or into another place
  /// in it. Never waits for a FIFO or a device.
  std::variant<OpenFile, LookupFailure> open_file(std::string_view resolved) const;

  int fd() const { return fd_.get(); }

  /// Absolute, without symbolic links.
  const std::string& path() const { return path_; }

 private:
  ContentRoot(base::UniqueFd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  base::UniqueFd fd_;
  std::string path_;
};

}  // namespace ranged::content
