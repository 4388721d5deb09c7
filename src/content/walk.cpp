#include "content/walk.hpp"

#include <utility>

#include "content/path.hpp"

namespace ranged::content {

namespace {

/// Whether `folder`, found where `before` was found, is that folder still, so that all below it is
/// as it was but for what is told of it.
bool is_still(const Folder& before, const FolderId& folder, const FolderEvents& events) {
  const auto& source = before.source();
  return source.watch >= 0 && id_of(source) == folder && !events.is_gone(source.watch);
}

/// For each folder among `reading`'s names the one of `before` that is kept, or null.
std::vector<Folder::Pointer> kept_of(const FolderReading& reading, const Folder* before,
                                     const FolderEvents& events) {
  const auto& names = *reading.names;
  std::vector<Folder::Pointer> kept(names.folders());
  if (!before) return kept;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto entry = names.at(i);
    const auto old = entry.kind == EntryKind::folder ? before->find(entry.name) : std::nullopt;
    if (!old) continue;
    const auto old_entry = before->at(*old);
    if (old_entry.kind != EntryKind::folder || old_entry.link != entry.link) continue;
    const auto& folder = before->folder(*old);
    const std::size_t number = names.folders_before(i);
    if (is_still(*folder, reading.folders[number], events)) kept[number] = folder;
  }
  return kept;
}

}  // namespace

Walk::Walk(const Context& context, Folder::Pointer before)
    : context_(context),
      draft_(std::move(before)),
      reader_(context.root, context.types, context.progress) {}

void Walk::read_all() {
  read(IndexDraft::kRoot);
  read_pending();
}

bool Walk::read_again(const std::set<std::string>& folders, const FolderEvents& events) {
  is_of_parts_ = true;
  for (const auto& path : folders) {  // a folder comes before what is in it
    const auto number = draft_.open(path);
    if (!number) continue;
    const FolderPlace place = draft_.place_of(*number);
    auto folder = reader_.open(place);
    if (!folder && *number == IndexDraft::kRoot) return false;
    read_again(*number, std::move(folder), place, events);
    if (has_ended()) return true;
  }
  read_pending();
  return true;
}

Scan Walk::finish() {
  auto root = draft_.finish();
  return {root ? ContentIndex(std::move(root)) : ContentIndex(), std::move(reader_.warnings()),
          reader_.error(), std::move(folders_read_)};
}

void Walk::read(Number number) {
  const FolderPlace place = draft_.place_of(number);
  auto folder = reader_.open(place);
  if (folder && is_wanted(number, folder->id, place)) {
    fill(number, std::move(*folder), place, nullptr, {});
  }
}

void Walk::read_again(Number number, std::optional<OpenFolder> folder, const FolderPlace& place,
                      const FolderEvents& events) {
  const Folder::Pointer before = draft_.before(number);
  const bool is_root = number == IndexDraft::kRoot;
  if (folder && (is_root || is_still(*before, folder->id, events))) {
    if (context_.watching) context_.watching->remove(place.path, before->source());
    return fill(number, std::move(*folder), place, before.get(), events);
  }
  leave(place.path, *before);
  draft_.remove(number);
  if (folder && is_wanted(number, folder->id, place)) {
    fill(number, std::move(*folder), place, nullptr, events);
  } else {
    folders_read_.push_back(place.resolved);
  }
}

void Walk::read_pending() {
  while (!pending_.empty() && !has_ended()) {
    const auto [parent, entry] = pending_.back();
    pending_.pop_back();
    read(draft_.add(parent, entry));
  }
}

/// Reads the names of the folder. Of those that are folders, it keeps what is as in `before`, which
/// is null if nothing can be, and leaves the others to be read.
void Walk::fill(Number number, OpenFolder folder, const FolderPlace& place, const Folder* before,
                const FolderEvents& events) {
  Folder::Source source;
  source.device = folder.id.device;
  source.inode = folder.id.inode;
  source.modified = folder.modified;
  source.linked_folders = place.linked_folders;
  Watching* const watching = context_.watching;
  if (watching) source.watch = watching->watch(folder, context_.root, place);
  const auto reading = reader_.read(std::move(folder), place);
  if (has_ended()) return;
  if (watching) source.links = watching->watch_ways(reading.links, context_.root, place);
  if (watching) watching->add(place.path, source);
  if (is_of_parts_) folders_read_.push_back(place.resolved);

  const auto& names = *reading.names;
  auto kept = kept_of(reading, before, events);
  if (before) leave_others(place.path, *before, names, kept);
  for (std::size_t entry = 0; entry < names.size(); ++entry) {
    const bool is_folder = names.at(entry).kind == EntryKind::folder;
    if (is_folder && !kept[names.folders_before(entry)]) pending_.push_back({number, entry});
  }
  draft_.fill(number, reading.names, std::move(kept), std::move(source));
}

/// Whether it is to be in the index: it is no loop, and not one path too many.
bool Walk::is_wanted(Number number, const FolderId& id, const FolderPlace& place) {
  while (number != IndexDraft::kRoot) {
    number = draft_.parent_of(number);
    if (id == id_of(draft_.source_of(number))) return false;
  }
  if (place.linked_folders == 0) return true;
  const auto answer = context_.linked_paths.add(id);
  if (answer == LinkedPaths::Answer::first_left_out) {
    reader_.warn("more than " + std::to_string(kMaxPathsOfAFolder) +
                 " paths lead through links to \"" + place.resolved +
                 "\": the others are left out");
  }
  return answer == LinkedPaths::Answer::taken;
}

/// Those folders in `before`, which was found at `path`, that are not among `kept`.
void Walk::leave_others(const std::string& path, const Folder& before, const FolderNames& names,
                        const std::vector<Folder::Pointer>& kept) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto entry = before.at(i);
    if (entry.kind != EntryKind::folder) continue;
    const auto& folder = before.folder(i);
    const auto now = names.find(entry.name);
    const bool is_kept = now && names.at(*now).kind == EntryKind::folder &&
                         kept[names.folders_before(*now)] == folder;
    if (!is_kept) leave(join(path, entry.name), *folder);
  }
}

/// Nothing at `path` or below is in the index any longer.
void Walk::leave(std::string path, const Folder& folder) {
  std::vector<std::pair<std::string, const Folder*>> left;
  left.emplace_back(std::move(path), &folder);
  while (!left.empty()) {
    const auto [at, gone] = std::move(left.back());
    left.pop_back();
    const auto& source = gone->source();
    if (context_.watching) context_.watching->remove(at, source);
    if (source.linked_folders > 0) context_.linked_paths.remove(id_of(source));
    for (std::size_t i = 0; i < gone->size(); ++i) {
      const auto entry = gone->at(i);
      if (entry.kind != EntryKind::folder) continue;
      left.emplace_back(join(at, entry.name), gone->folder(i).get());
    }
  }
}

}  // namespace ranged::content
