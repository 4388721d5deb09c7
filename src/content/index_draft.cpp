#include "content/index_draft.hpp"

#include <algorithm>
#include <memory>

#include "content/path.hpp"

namespace ranged::content {

namespace {

FolderNames::Pointer without_missing(const FolderNames& names,
                                     const std::vector<Folder::Pointer>& folders) {
  FolderNames::Builder left;
  for (std::size_t number = 0; number < names.size(); ++number) {
    const FolderEntry entry = names.at(number);
    const bool is_missing =
        entry.kind == EntryKind::folder && !folders[names.folders_before(number)];
    if (!is_missing) left.add(entry);
  }
  return std::move(left).build();
}

}  // namespace

IndexDraft::IndexDraft(Folder::Pointer before) {
  Draft root;
  if (before) {
    root.names = before->names();
    root.folders = before->folders();
    root.source = before->source();
    root.before = std::move(before);
  }
  drafts_.push_back(std::move(root));
}

IndexDraft::Number IndexDraft::add(Number parent, std::size_t entry) {
  Draft draft;
  draft.parent = parent;
  draft.entry = entry;
  if (const auto& before = drafts_[parent].before) {
    const auto number = before->find(drafts_[parent].names->at(entry).name);
    const bool was_folder = number && before->at(*number).kind == EntryKind::folder;
    if (was_folder) draft.before = before->folder(*number);
  }
  drafts_.push_back(std::move(draft));
  return drafts_.size() - 1;
}

std::optional<IndexDraft::Number> IndexDraft::open(std::string_view path) {
  Number number = kRoot;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto& names = drafts_[number].names;
    const auto entry = names ? names->find(path.substr(0, end)) : std::nullopt;
    if (!entry || names->at(*entry).kind != EntryKind::folder) return std::nullopt;
    path.remove_prefix(std::min(end + 1, path.size()));

    const auto [place, is_new] = opened_.try_emplace({number, *entry}, drafts_.size());
    if (is_new) {
      const auto& folder = drafts_[number].folders[names->folders_before(*entry)];
      if (!folder) {
        opened_.erase(place);
        return std::nullopt;
      }
      drafts_.push_back(
          {number, *entry, folder, folder->names(), folder->folders(), folder->source()});
    }
    number = place->second;
  }
  return drafts_[number].names ? std::optional(number) : std::nullopt;
}

void IndexDraft::fill(Number number, FolderNames::Pointer names,
                      std::vector<Folder::Pointer> folders, Folder::Source source) {
  Draft& draft = drafts_[number];
  const bool is_same = draft.before && *draft.before->names() == *names;
  if (is_same) names = draft.before->names();
  draft.names = std::move(names);
  draft.folders = std::move(folders);
  draft.source = std::move(source);
}

void IndexDraft::remove(Number number) {
  drafts_[number].names = nullptr;
  drafts_[number].folders.clear();
}

FolderPlace IndexDraft::place_of(Number number) const {
  std::vector<const Draft*> way;
  for (; number != kRoot; number = drafts_[number].parent) way.push_back(&drafts_[number]);
  FolderPlace place;
  for (auto draft = way.rbegin(); draft != way.rend(); ++draft) {
    const FolderEntry entry = drafts_[(*draft)->parent].names->at((*draft)->entry);
    place.path = join(place.path, entry.name);
    if (entry.link.empty()) {
      place.resolved = join(place.resolved, entry.name);
    } else {
      place.resolved = entry.link;
      ++place.linked_folders;
    }
  }
  return place;
}

Folder::Pointer IndexDraft::finish() {
  for (Number number = drafts_.size() - 1; number != kRoot; --number) {
    Draft& draft = drafts_[number];
    Draft& parent = drafts_[draft.parent];
    if (!parent.names) continue;
    parent.folders[parent.names->folders_before(draft.entry)] = finish(draft);
    draft = {};
  }
  return finish(drafts_[kRoot]);
}

Folder::Pointer IndexDraft::finish(Draft& draft) {
  if (!draft.names) return nullptr;
  auto& folders = draft.folders;
  const auto& before = draft.before;
  if (std::find(folders.begin(), folders.end(), nullptr) != folders.end()) {
    draft.names = without_missing(*draft.names, folders);
    folders.erase(std::remove(folders.begin(), folders.end(), nullptr), folders.end());
    if (before && *before->names() == *draft.names) draft.names = before->names();
  }
  const bool is_same = before && before->names() == draft.names && before->folders() == folders &&
                       before->source() == draft.source;
  if (is_same) return before;
  return std::make_shared<const Folder>(std::move(draft.names), std::move(folders),
                                        std::move(draft.source));
}

}  // namespace ranged::content
