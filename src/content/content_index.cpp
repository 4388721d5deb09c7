#include "ranged/content/content_index.hpp"

#include <memory>
#include <vector>

#include "content/path.hpp"

namespace ranged::content {

namespace {

/// An allocation, and what a shared_ptr keeps beside the object.
constexpr std::size_t kOverhead = 32;

/// What a path leads through: so far without links, or from the last link on.
class Resolution {
 public:
  /// The segment that ends at `end` is a link to `link`, or none if that is empty.
  void pass(std::string_view link, std::size_t end) {
    if (link.empty()) return;
    link_ = link;
    end_ = end;
  }

  std::string resolved(std::string_view path) const {
    return std::string(link_).append(path.substr(end_));
  }

 private:
  std::string_view link_;
  std::size_t end_ = 0;  // of the segment that is this link
};

}  // namespace

ContentIndex::ContentIndex()
    : root_(std::make_shared<const Folder>(std::make_shared<const FolderNames>(),
                                           std::vector<Folder::Pointer>(), Folder::Source())) {}

std::optional<Entry> ContentIndex::find(std::string_view path) const {
  Entry entry;
  entry.kind = EntryKind::folder;
  if (path.empty()) {
    entry.modified = root_->modified();
    entry.device = root_->source().device;
    entry.folder = root_;
    return entry;
  }
  Resolution resolution;
  const Folder::Pointer* folder = &root_;
  for (std::size_t begin = 0;;) {
    const auto end = path.find('/', begin);
    const bool is_last = end == std::string_view::npos;
    const auto number = (*folder)->find(path.substr(begin, is_last ? end : end - begin));
    if (!number) return std::nullopt;
    const FolderEntry found = (*folder)->at(*number);
    resolution.pass(found.link, is_last ? path.size() : end);
    const bool is_folder = found.kind == EntryKind::folder;
    if (is_folder) folder = &(*folder)->folder(*number);
    if (is_last) {
      return Entry{found.kind,
                   std::string(path),
                   resolution.resolved(path),
                   found.length,
                   found.modified,
                   found.device,
                   found.media_type,
                   is_folder ? *folder : nullptr,
                   found.siblings};
    }
    if (!is_folder) return std::nullopt;
    begin = end + 1;
  }
}

Entry entry_in(const Entry& folder, std::size_t number) {
  const FolderEntry found = folder.folder->at(number);
  const bool is_folder = found.kind == EntryKind::folder;
  return {found.kind,
          join(folder.path, found.name),
          found.link.empty() ? join(folder.resolved, found.name) : std::string(found.link),
          found.length,
          found.modified,
          found.device,
          found.media_type,
          is_folder ? folder.folder->folder(number) : nullptr,
          found.siblings};
}

std::size_t ContentIndex::memory() const {
  std::size_t octets = sizeof *this;
  std::vector<const Folder*> pending{root_.get()};
  while (!pending.empty()) {
    const Folder& folder = *pending.back();
    pending.pop_back();
    octets += sizeof folder + folder.folders().capacity() * sizeof(Folder::Pointer) +
              folder.names()->memory() + 2 * kOverhead;
    for (const auto& below : folder.folders()) pending.push_back(below.get());
  }
  return octets;
}

}  // namespace ranged::content
