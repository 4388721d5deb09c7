#include "content/follower.hpp"

#include <utility>

#include "content/walk.hpp"

namespace ranged::content {

std::optional<Scan> Follower::scan(const ContentRoot& root, ScanProgress& progress, bool retries) {
  const bool is_new = !watching_ || (retries && !watching_->inotify());
  if (settings_.watches && is_new) watching_ = std::make_unique<Watching>(settings_.most_watches);
  if (watching_) watching_->begin_all();
  LinkedPaths linked_paths;
  Walk walk({root, *types_, progress, linked_paths, watching_.get()}, root_);
  walk.read_all();
  if (walk.has_ended()) return std::nullopt;
  Scan scan = walk.finish();
  if (scan.error != 0) {
    if (watching_) watching_->keep_old();
    return scan;
  }
  if (watching_) watching_->keep_new();
  linked_paths_ = std::move(linked_paths);
  root_ = scan.index.root();
  return scan;
}

std::optional<Scan> Follower::scan_again(const ContentRoot& root, const FolderEvents& events,
                                         ScanProgress& progress) {
  if (!inotify() || !root_) return std::nullopt;
  const ToRead to_read = watching_->to_read(events);
  if (to_read.everything) return std::nullopt;
  // Null if this comes to nothing: what is watched and what is indexed may differ then.
  const auto before = std::exchange(root_, nullptr);
  Walk walk({root, *types_, progress, linked_paths_, watching_.get()}, before);
  const bool is_read = walk.read_again(to_read.folders, events);
  if (!is_read || walk.has_ended() || linked_paths_.has_room()) return std::nullopt;
  Scan scan = walk.finish();
  if (scan.error != 0) return std::nullopt;
  watching_->tidy();
  root_ = scan.index.root();
  return scan;
}

}  // namespace ranged::content
