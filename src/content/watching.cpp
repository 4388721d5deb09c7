#include "content/watching.hpp"

#include <fcntl.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "content/file_system.hpp"
#include "content/link_way.hpp"
#include "content/open_beneath.hpp"
#include "content/path.hpp"

namespace ranged::content {

Watching::Watching(std::size_t most) : most_(most) {
  if (auto opened = Inotify::open()) {
    inotify_ = std::make_shared<const Inotify>(std::move(*opened));
  } else {
    trouble_.error = errno;
    trouble_.granted = Inotify::granted_instances();
  }
}

void Watching::begin_all() {
  old_ = std::exchange(folders_, {});
  devices_.clear();
  trouble_.file_system.clear();
  trouble_.folder.clear();
}

void Watching::keep_new() {
  if (inotify_) {
    for (const int watch : old_.without(folders_)) inotify_->remove(watch);
  }
  old_ = {};
  tidy();
}

void Watching::keep_old() {
  std::swap(old_, folders_);
  keep_new();
}

int Watching::watch(const OpenFolder& folder, const ContentRoot& root, const FolderPlace& place) {
  if (!inotify_) return -1;
  check_file_system(folder, place.path);
  return add_watch(folder.fd(), root.path() + '/' + place.resolved);
}

std::vector<Folder::LinkWatch> Watching::watch_ways(const std::vector<std::string>& names,
                                                    const ContentRoot& root,
                                                    const FolderPlace& place) {
  std::map<int, bool> watches;  // to whether names matter
  for (const auto& name : names) {
    if (!inotify_) return {};
    for (const auto& [folder, names_matter] : way_of(root.path(), place.resolved, name)) {
      const int watch = watch_of(folder, root);
      if (watch >= 0) watches[watch] = watches[watch] || names_matter;
    }
  }
  std::vector<Folder::LinkWatch> links;
  links.reserve(watches.size());
  for (const auto& [watch, names_matter] : watches) links.push_back({watch, names_matter});
  return links;
}

void Watching::add(const std::string& path, const Folder::Source& source) {
  if (inotify_) folders_.add(path, source);
}

void Watching::remove(const std::string& path, const Folder::Source& source) {
  folders_.remove(path, source);
}

void Watching::tidy() {
  ways_.clear();
  for (const int watch : folders_.take_unused()) {
    if (inotify_) inotify_->remove(watch);
  }
}

int Watching::add_watch(int folder, const std::string& absolute) {
  int watch = inotify_->add(folder, absolute);
  if (watch >= 0 && folders_.size() >= most_ && !folders_.contains(watch)) watch = -ENOSPC;
  if (watch >= 0) return watch;
  // What has vanished is not there to be watched; anything else will not be better the next time.
  if (lookup_failure_of(-watch) == LookupFailure::not_found) return -1;
  trouble_.error = -watch;
  trouble_.granted = std::min(most_, Inotify::granted_watches());
  inotify_.reset();
  folders_ = {};
  return -1;
}

int Watching::watch_of(const std::string& folder, const ContentRoot& root) {
  const auto known = ways_.find(folder);
  if (known != ways_.end()) return known->second;
  const base::UniqueFd fd(open_beneath(root.fd(), folder, O_DIRECTORY));
  const int watch = fd && inotify_ ? add_watch(fd.get(), root.path() + '/' + folder) : -1;
  ways_.emplace(folder, watch);
  return watch;
}

void Watching::check_file_system(const OpenFolder& folder, const std::string& path) {
  if (!devices_.insert(folder.id.device).second || !trouble_.file_system.empty()) return;
  struct statfs status = {};
  if (::fstatfs(folder.fd(), &status) != 0) return;
  trouble_.file_system = unwatched_file_system(static_cast<std::uint32_t>(status.f_type));
  if (!trouble_.file_system.empty()) trouble_.folder = path;
}

}  // namespace ranged::content
