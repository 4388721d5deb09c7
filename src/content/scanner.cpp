#include "ranged/content/scanner.hpp"

#include <map>
#include <optional>
#include <utility>

#include "content/folder_reader.hpp"
#include "content/index_draft.hpp"

namespace ranged::content {
namespace {

/// One scan. Folders that are known and not yet read wait in a list and are opened by name, one at
/// a time: the depth of the tree costs neither stack nor descriptors.
class Walk {
 public:
  Walk(const ContentRoot& root, const http::MediaTypes& types, ScanProgress& progress)
      : draft_(nullptr), reader_(root, types, progress) {}

  std::optional<Scan> run() &&;

 private:
  using Number = IndexDraft::Number;

  /// A folder that is not read yet.
  struct Pending {
    Number parent;
    std::size_t entry;
  };

  void read(Number number);
  bool is_own_ancestor(const FolderId& id, Number number) const;
  bool has_enough_paths(const FolderId& id, const FolderPlace& place);

  IndexDraft draft_;
  FolderReader reader_;
  std::vector<Pending> pending_;
  std::map<FolderId, std::size_t> linked_paths_;  // found by way of links
};

std::optional<Scan> Walk::run() && {
  read(IndexDraft::kRoot);
  while (!pending_.empty() && !reader_.has_ended()) {
    const auto [parent, entry] = pending_.back();
    pending_.pop_back();
    read(draft_.add(parent, entry));
  }
  if (reader_.has_ended()) return std::nullopt;
  auto root = draft_.finish();
  return Scan{root ? ContentIndex(std::move(root)) : ContentIndex(), std::move(reader_.warnings()),
              reader_.root_error()};
}

void Walk::read(Number number) {
  const FolderPlace place = draft_.place_of(number);
  auto folder = reader_.open(place);
  if (!folder || is_own_ancestor(folder->id, number) || has_enough_paths(folder->id, place)) return;
  Folder::Source source;
  source.device = folder->id.device;
  source.inode = folder->id.inode;
  source.modified = folder->modified;
  source.linked_folders = place.linked_folders;
  auto reading = reader_.read(std::move(*folder), place);
  const auto& names = *reading.names;
  for (std::size_t entry = 0; entry < names.size(); ++entry) {
    if (names.at(entry).kind == EntryKind::folder) pending_.push_back({number, entry});
  }
  draft_.fill(number, std::move(reading.names), std::vector<Folder::Pointer>(names.folders()),
              source);
}

bool Walk::is_own_ancestor(const FolderId& id, Number number) const {
  while (number != IndexDraft::kRoot) {
    number = draft_.parent_of(number);
    const auto& source = draft_.source_of(number);
    if (id == FolderId{source.device, source.inode}) return true;
  }
  return false;
}

bool Walk::has_enough_paths(const FolderId& id, const FolderPlace& place) {
  if (place.linked_folders == 0) return false;
  const std::size_t paths = ++linked_paths_[id];
  if (paths == kMaxPathsOfAFolder + 1) {
    reader_.warn("more than " + std::to_string(kMaxPathsOfAFolder) +
                 " paths lead through links to \"" + place.resolved +
                 "\": the others are left out");
  }
  return paths > kMaxPathsOfAFolder;
}

}  // namespace

std::optional<Scan> scan(const ContentRoot& root, const http::MediaTypes& types,
                         ScanProgress& progress) {
  return Walk(root, types, progress).run();
}

Scan scan(const ContentRoot& root) {
  struct : ScanProgress {
    bool on_name(std::size_t) override { return true; }
  } nobody;
  static const http::MediaTypes built_in;
  return *scan(root, built_in, nobody);
}

}  // namespace ranged::content
