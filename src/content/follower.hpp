#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "content/folder_events.hpp"
#include "content/linked_paths.hpp"
#include "content/watching.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/http/media_types.hpp"

namespace ranged::content {

/// Scans a folder, and again where something has happened in it: has the kernel tell of changes,
/// and knows what is to be read after which of them. May block for as long as the disk likes.
///
/// Used by one thread at a time. What is told is read from inotify() by somebody else.
class Follower {
 public:
  struct Settings {
    bool watches = true;
    std::size_t most_watches = std::numeric_limits<std::size_t>::max();
  };

  /// `types` says what files are; they must outlive whatever is found.
  explicit Follower(std::shared_ptr<const http::MediaTypes> types)
      : Follower(std::move(types), Settings()) {}
  Follower(std::shared_ptr<const http::MediaTypes> types, const Settings& settings)
      : types_(std::move(types)), settings_(settings) {}

  /// Reads everything. `retries`: if nothing is watched, for want of watches, tries that again.
  /// nullopt if `progress` ended it; then the follower is of no use any longer. If there is an
  /// error, all stays as it was.
  std::optional<Scan> scan(const ContentRoot& root, ScanProgress& progress, bool retries);

  /// Reads what may have changed after `events`; `root` is the same as before. nullopt if that
  /// takes a scan of everything, from the root's name on, or if `progress` ended it.
  std::optional<Scan> scan_again(const ContentRoot& root, const FolderEvents& events,
                                 ScanProgress& progress);

  /// Where to read events from; null if nothing is watched.
  std::shared_ptr<const Inotify> inotify() const {
    return watching_ ? watching_->inotify() : nullptr;
  }

  /// Folders that are watched.
  std::size_t watches() const { return watching_ ? watching_->size() : 0; }

  WatchTrouble trouble() const { return watching_ ? watching_->trouble() : WatchTrouble(); }

 private:
  const std::shared_ptr<const http::MediaTypes> types_;
  const Settings settings_;
  std::unique_ptr<Watching> watching_;  // null before the first scan, and if nothing is to be
  LinkedPaths linked_paths_;
  Folder::Pointer root_;  // of the index; null if the next scan must be of everything
};

}  // namespace ranged::content
