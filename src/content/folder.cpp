#include "ranged/content/folder.hpp"

#include <utility>

#include "ranged/base/check.hpp"

namespace ranged::content {

Folder::Folder(FolderNames::Pointer names, std::vector<Pointer> folders, Source source)
    : names_(std::move(names)), folders_(std::move(folders)), source_(std::move(source)) {
  RANGED_CHECK(folders_.size() == names_->folders());
  totals_ = {names_->files(), names_->folders(), names_->octets()};
  for (const auto& folder : folders_) {
    totals_.files += folder->totals_.files;
    totals_.folders += folder->totals_.folders;
    totals_.octets += folder->totals_.octets;
  }
}

FolderEntry Folder::at(std::size_t number) const {
  FolderEntry entry = names_->at(number);
  if (entry.kind == EntryKind::folder) {
    const auto& source = folder(number)->source_;
    entry.modified = source.modified;
    entry.device = source.device;
  }
  return entry;
}

const Folder::Pointer& Folder::folder(std::size_t number) const {
  return folders_[names_->folders_before(number)];
}

}  // namespace ranged::content
