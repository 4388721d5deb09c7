#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ranged/content/folder.hpp"

// The index: an immutable snapshot of the names that exist, as a tree of folders. Lookups are text
// against memory; nothing here touches the file system. Lengths and times are as scanned and may be
// out of date: an answer's numbers come from the opened file.

namespace ranged::content {

/// One name of an index.
struct Entry {
  EntryKind kind = EntryKind::file;
  std::string path;          ///< as requested, normalized: "clips/a.mp4"; the root is ""
  std::string resolved;      ///< the same without symbolic links; opened by this name
  std::uint64_t length = 0;  ///< of a file
  FileTime modified{0};
  std::uint64_t device = 0;          ///< that it was found on
  std::string_view media_type = {};  ///< of a file; static storage, or that of http::MediaTypes
  Folder::Pointer folder = {};       ///< of a folder: what is in it
  Siblings siblings = {};            ///< of a file; found among the names of its folder
};

/// What stands in `folder`, which is one, as number `number` of Folder::at().
Entry entry_in(const Entry& folder, std::size_t number);

/// A value: copies share their folders.
class ContentIndex {
 public:
  ContentIndex();  ///< of an empty folder
  /// Must not be null.
  explicit ContentIndex(Folder::Pointer root) : root_(std::move(root)) {}

  /// `path` as NormalizedPath spells it.
  std::optional<Entry> find(std::string_view path) const;

  const Folder::Pointer& root() const { return root_; }

  std::size_t files() const { return root_->totals().files; }
  std::size_t folders() const { return root_->totals().folders; }  ///< without the root
  std::uint64_t octets() const { return root_->totals().octets; }  ///< of all files together

  /// Octets of memory that its folders take, those included that it shares.
  std::size_t memory() const;

 private:
  Folder::Pointer root_;
};

}  // namespace ranged::content
