#pragma once

#include <cstddef>

#include "ranged/content/content_index.hpp"

namespace ranged::content {

/// What became of the files of one index in a later one, counted by their paths.
struct IndexChanges {
  std::size_t added = 0;
  std::size_t removed = 0;
  std::size_t changed = 0;  ///< of another length, time or media type, or opened by another name

  friend bool operator==(const IndexChanges&, const IndexChanges&) = default;
};

/// Folders do not count: what is new in one is.
IndexChanges changes_between(const ContentIndex& before, const ContentIndex& after);

}  // namespace ranged::content
