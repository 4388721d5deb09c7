#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ranged/content/content_index.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/http/media_types.hpp"

// Walks the content folder. May block for as long as the disk likes.

namespace ranged::content {

struct Scan {
  ContentIndex index;
  std::vector<std::string> warnings;  ///< one for each entry that could not be read
  /// An errno, and then the index is worthless: the root itself could not be read, or the process
  /// or the system lacked what it takes to read on.
  int error = 0;
  /// If it was a scan of some folders only: which, resolved, also if they could not be read.
  std::vector<std::string> folders_read;
};

/// Told how far a scan is, on the thread that scans.
class ScanProgress {
 public:
  /// After each name that was looked at: `names` so far. False ends the scan.
  virtual bool on_name(std::size_t names) = 0;

 protected:
  ~ScanProgress() = default;
};

/// How many links to folders one path leads through at most. Loops end sooner; this bounds what
/// folders full of links to one another can be multiplied into.
inline constexpr int kMaxLinkedFolders = 8;

/// By how many paths one folder is found at most when links lead there. The others are left out,
/// with a warning for the folder.
inline constexpr std::size_t kMaxPathsOfAFolder = 64;

/// Regular files and folders, and symbolic links to them that stay inside `root`, loops cut. Left
/// out without a word: names that begin with a dot, sockets, FIFOs, devices, links that lead out of
/// the root or nowhere, what vanished meanwhile. Left out with a warning: what cannot be read, and
/// a path over PATH_MAX. Holds a few descriptors at most, however deep the tree. `types`, which
/// must outlive the index and whatever is found in it, says what files are; nullopt if `progress`
/// ended it.
std::optional<Scan> scan(const ContentRoot& root, const http::MediaTypes& types,
                         ScanProgress& progress);

/// The same with the built-in types, to its end.
Scan scan(const ContentRoot& root);

}  // namespace ranged::content
