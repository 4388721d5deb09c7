#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "content/folder_reader.hpp"
#include "content/inotify.hpp"
#include "content/watched_folders.hpp"
#include "ranged/content/content_root.hpp"

namespace ranged::content {

/// What keeps changes from being told.
struct WatchTrouble {
  int error = 0;            ///< an errno: nothing is watched. ENOSPC: there are no more watches
  std::size_t granted = 0;  ///< as many watches, or instances, as were too few; 0: not known
  std::string file_system;  ///< the name of one that does not tell of all changes,
  std::string folder;       ///< and the path of a folder on it

  friend bool operator==(const WatchTrouble&, const WatchTrouble&) = default;
};

/// Has the kernel watch folders while they are read, and knows which they are.
class Watching {
 public:
  /// At most `most` folders, however many the system would grant.
  explicit Watching(std::size_t most = std::numeric_limits<std::size_t>::max());

  /// Null if nothing is watched.
  const std::shared_ptr<const Inotify>& inotify() const { return inotify_; }
  std::size_t size() const { return folders_.size(); }
  const WatchTrouble& trouble() const { return trouble_; }

  /// Begins to read everything: what is watched from now on is watched in place of what has been.
  /// Ends with either of the other two.
  void begin_all();
  void keep_new();
  void keep_old();

  /// The folder, to be read after that. Its watch, or -1 if it is not watched.
  int watch(const OpenFolder& folder, const ContentRoot& root, const FolderPlace& place);

  /// The folders that the symbolic links `names`, in the folder `place`, lead through.
  std::vector<Folder::LinkWatch> watch_ways(const std::vector<std::string>& names,
                                            const ContentRoot& root, const FolderPlace& place);

  /// As of WatchedFolders.
  void add(const std::string& path, const Folder::Source& source);
  void remove(const std::string& path, const Folder::Source& source);
  ToRead to_read(const FolderEvents& events) const { return folders_.to_read(events); }

  /// After each reading: lets go of what is of no use any longer.
  void tidy();

 private:
  int add_watch(int folder, const std::string& absolute);
  int watch_of(const std::string& folder, const ContentRoot& root);
  void check_file_system(const OpenFolder& folder, const std::string& path);

  const std::size_t most_;
  std::shared_ptr<const Inotify> inotify_;
  WatchTrouble trouble_;
  WatchedFolders folders_;
  WatchedFolders old_;               // while everything is read
  std::set<std::uint64_t> devices_;  // whose file systems are known
  std::map<std::string, int> ways_;  // watches of folders on the way of links, while reading
};

}  // namespace ranged::content
