#include "content/watched_folders.hpp"

#include <algorithm>

#include "ranged/http/request_target.hpp"

namespace ranged::content {

void WatchedFolders::add(const std::string& path, const Folder::Source& source) {
  if (source.watch >= 0) watched_[source.watch].paths.push_back(path);
  for (const auto& [watch, names_matter] : source.links) {
    auto& linked = watched_[watch].linked;
    if (!linked) linked = std::make_unique<std::map<std::string, bool>>();
    (*linked)[path] = names_matter;
  }
}

void WatchedFolders::remove(const std::string& path, const Folder::Source& source) {
  if (const auto found = watched_.find(source.watch); found != watched_.end()) {
    auto& paths = found->second.paths;
    const auto place = std::find(paths.begin(), paths.end(), path);
    if (place != paths.end()) paths.erase(place);
    left_.push_back(source.watch);
  }
  for (const auto& link : source.links) {
    const auto found = watched_.find(link.watch);
    if (found == watched_.end() || !found->second.linked) continue;
    found->second.linked->erase(path);
    if (found->second.linked->empty()) found->second.linked.reset();
    left_.push_back(link.watch);
  }
}

ToRead WatchedFolders::to_read(const FolderEvents& events) const {
  ToRead result;
  result.everything = events.has_lost();
  for (const auto& [watch, change] : events.changes()) {
    const auto found = watched_.find(watch);
    if (found == watched_.end()) continue;
    const bool names = (change & FolderChange::kNames) != 0;
    const bool rights = (change & FolderChange::kRights) != 0;
    const bool gone = (change & FolderChange::kGone) != 0;
    for (const auto& path : found->second.paths) {
      if (names || rights) result.folders.insert(path);
      if (!gone) continue;
      // Another may stand there now. What the root is now, its own name says.
      if (path.empty()) result.everything = true;
      result.folders.emplace(http::parent_of(path));
    }
    if (!found->second.linked) continue;
    for (const auto& [path, names_matter] : *found->second.linked) {
      if (names_matter || rights || gone) result.folders.insert(path);
    }
  }
  if (result.everything) result.folders.clear();
  return result;
}

std::vector<int> WatchedFolders::take_unused() {
  std::vector<int> unused;
  for (const int watch : left_) {
    const auto found = watched_.find(watch);
    if (found == watched_.end() || !found->second.paths.empty() || found->second.linked) continue;
    watched_.erase(found);
    unused.push_back(watch);
  }
  left_.clear();
  return unused;
}

std::vector<int> WatchedFolders::without(const WatchedFolders& other) const {
  std::vector<int> watches;
  for (const auto& [watch, watched] : watched_) {
    if (!other.contains(watch)) watches.push_back(watch);
  }
  return watches;
}

}  // namespace ranged::content
