#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ranged/content/folder.hpp"

// The next snapshot while it is being made: what has not been read again is shared with the one
// before, and so is what has been and is the same.

namespace ranged::content {

/// Where a folder is found.
struct FolderPlace {
  std::string path;        ///< what it is asked for by
  std::string resolved;    ///< the same without symbolic links
  int linked_folders = 0;  ///< links to folders on the way, its own name included
};

class IndexDraft {
 public:
  using Number = std::size_t;  ///< of a folder that is, or will be, read or copied
  static constexpr Number kRoot = 0;

  /// `before` is the root of the snapshot before; null if there is none. The new one begins as its
  /// equal.
  explicit IndexDraft(Folder::Pointer before);

  /// What entry `entry` of `parent` speaks of, to be read: nothing is known of it but what was
  /// there before. One that is not filled by finish() is left out.
  Number add(Number parent, std::size_t entry);

  /// The folder of that path as it was before, to be changed; nullopt if it is not, or no longer,
  /// there, or was added to be read.
  std::optional<Number> open(std::string_view path);

  /// What was read of it. `folders` are those of the names that have not to be read because they
  /// are as before, and null for the others.
  void fill(Number number, FolderNames::Pointer names, std::vector<Folder::Pointer> folders,
            Folder::Source source);

  /// It is not there any longer.
  void remove(Number number);

  FolderPlace place_of(Number number) const;
  Number parent_of(Number number) const { return drafts_[number].parent; }
  const Folder::Source& source_of(Number number) const { return drafts_[number].source; }
  const Folder::Pointer& before(Number number) const { return drafts_[number].before; }

  /// Null if the root was removed. The draft is at its end.
  Folder::Pointer finish();

 private:
  struct Draft {
    Number parent = kRoot;
    std::size_t entry = 0;   // of the parent's names
    Folder::Pointer before;  // what stood there, if anything
    FolderNames::Pointer names;
    std::vector<Folder::Pointer> folders;
    Folder::Source source;
  };

  Folder::Pointer finish(Draft& draft);

  std::vector<Draft> drafts_;                                // parents before their folders
  std::map<std::pair<Number, std::size_t>, Number> opened_;  // by parent and entry
};

}  // namespace ranged::content
