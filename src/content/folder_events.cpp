#include "content/folder_events.hpp"

#include <sys/inotify.h>

namespace ranged::content {

namespace {

constexpr std::uint32_t kOfNames =
    IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ATTRIB;
constexpr std::uint32_t kOfTheFolder = IN_DELETE_SELF | IN_MOVE_SELF;

std::uint8_t change_of(std::uint32_t mask, std::string_view name) {
  if ((mask & (kOfTheFolder | IN_UNMOUNT | IN_IGNORED)) != 0) return FolderChange::kGone;
  if ((mask & kOfNames) == 0) return 0;
  if (name.empty()) return FolderChange::kRights;
  return name.starts_with('.') ? FolderChange::kHiddenNames : FolderChange::kNames;
}

}  // namespace

const std::uint32_t kWatchedEvents = kOfNames | kOfTheFolder | IN_ONLYDIR | IN_EXCL_UNLINK;

void FolderEvents::add(int watch, std::uint32_t mask, std::string_view name) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    has_lost_ = true;
  } else if (const std::uint8_t change = change_of(mask, name); change != 0) {
    changes_[watch] |= change;
  }
}

void FolderEvents::merge(const FolderEvents& others) {
  for (const auto& [watch, change] : others.changes_) changes_[watch] |= change;
  has_lost_ = has_lost_ || others.has_lost_;
}

bool FolderEvents::is_gone(int watch) const {
  const auto found = changes_.find(watch);
  return found != changes_.end() && (found->second & FolderChange::kGone) != 0;
}

}  // namespace ranged::content
