#pragma once

#include <cstdint>
#include <tuple>

#include "ranged/content/folder.hpp"

namespace ranged::content {

/// A folder, wherever it is.
struct FolderId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend bool operator==(const FolderId&, const FolderId&) = default;
  friend bool operator<(const FolderId& a, const FolderId& b) {
    return std::tie(a.device, a.inode) < std::tie(b.device, b.inode);
  }
};

inline FolderId id_of(const Folder::Source& source) { return {source.device, source.inode}; }

}  // namespace ranged::content
