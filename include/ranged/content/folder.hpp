#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "ranged/content/folder_names.hpp"

// One folder of the index and all below it: immutable, and shared by every snapshot in which it is
// the same.

namespace ranged::content {

class Folder {
 public:
  using Pointer = std::shared_ptr<const Folder>;

  /// A folder that links lead through.
  struct LinkWatch {
    int watch = -1;
    bool names_matter = false;  ///< what its names stand for, not only that it is there

    friend bool operator==(const LinkWatch&, const LinkWatch&) = default;
  };

  /// What its names were read from: for whoever reads them again.
  struct Source {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    FileTime modified{0};
    int linked_folders = 0;        ///< links to folders on the way here
    int watch = -1;                ///< by which the kernel tells of it; -1: it does not
    std::vector<LinkWatch> links;  ///< each folder once; empty if nothing is watched

    friend bool operator==(const Source&, const Source&) = default;
  };

  /// Everything below a folder, at any depth.
  struct Totals {
    std::size_t files = 0;
    std::size_t folders = 0;
    std::uint64_t octets = 0;

    friend bool operator==(const Totals&, const Totals&) = default;
  };

  /// `folders` are those that `names` speaks of, in their order; none is null.
  Folder(FolderNames::Pointer names, std::vector<Pointer> folders, Source source);

  /// The names that stand directly in it, in the order of their octets; `number` is less than
  /// size().
  FolderEntry at(std::size_t number) const;
  std::size_t size() const { return names_->size(); }
  std::optional<std::size_t> find(std::string_view name) const { return names_->find(name); }

  /// The folder that at(number) speaks of, which must be one.
  const Pointer& folder(std::size_t number) const;

  const Totals& totals() const { return totals_; }
  FileTime modified() const { return source_.modified; }

  const FolderNames::Pointer& names() const { return names_; }
  const std::vector<Pointer>& folders() const { return folders_; }
  const Source& source() const { return source_; }

 private:
  FolderNames::Pointer names_;
  std::vector<Pointer> folders_;
  Source source_;
  Totals totals_;
};

}  // namespace ranged::content
