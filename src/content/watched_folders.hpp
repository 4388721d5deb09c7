#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "content/folder_events.hpp"
#include "ranged/content/folder.hpp"

// Which folders are to be read again after which events. Knows watches as numbers only.

namespace ranged::content {

/// Folders to be read again.
struct ToRead {
  bool everything = false;
  std::set<std::string> folders;  ///< by their paths, if it is not everything

  friend bool operator==(const ToRead&, const ToRead&) = default;
};

class WatchedFolders {
 public:
  /// The folder of `path` was read from `source`, and is to be read again when something happens
  /// there or where its links lead through. One folder may have several paths.
  void add(const std::string& path, const Folder::Source& source);

  /// Takes back what add() was called with.
  void remove(const std::string& path, const Folder::Source& source);

  ToRead to_read(const FolderEvents& events) const;

  bool contains(int watch) const { return watched_.contains(watch); }
  std::size_t size() const { return watched_.size(); }

  /// Watches that nothing is to be read for any longer, since the last call; they are forgotten.
  std::vector<int> take_unused();

  /// The watches that `other` does not have.
  std::vector<int> without(const WatchedFolders& other) const;

 private:
  struct Watched {
    std::vector<std::string> paths;  // that it is found by
    /// Paths of folders whose links lead through it, and whether its names matter to them.
    std::unique_ptr<std::map<std::string, bool>> linked;
  };

  std::unordered_map<int, Watched> watched_;
  std::vector<int> left_;  // where something was removed
};

}  // namespace ranged::content
