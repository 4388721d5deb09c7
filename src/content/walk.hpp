#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/folder_events.hpp"
#include "content/folder_reader.hpp"
#include "content/index_draft.hpp"
#include "content/linked_paths.hpp"
#include "content/watching.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/http/media_types.hpp"

namespace ranged::content {

/// One scan, of everything or of some folders. Folders that are known and not yet read wait in a
/// list and are opened by name, one at a time: the depth of the tree costs neither stack nor
/// descriptors.
class Walk {
 public:
  /// What it works with; all must outlive it.
  struct Context {
    const ContentRoot& root;
    const http::MediaTypes& types;  ///< and must outlive whatever is found
    ScanProgress& progress;
    LinkedPaths& linked_paths;
    Watching* watching = nullptr;  ///< null if nobody wants to be told of changes
  };

  /// `before` is the index before; null if there is none.
  Walk(const Context& context, Folder::Pointer before);

  void read_all();

  /// Reads those of `folders` that are still there, and all below whatever is new in one of them.
  /// False if the root cannot be read: nothing has changed then.
  [[nodiscard]] bool read_again(const std::set<std::string>& folders, const FolderEvents& events);

  /// The progress has ended it: there is no result.
  bool has_ended() const { return reader_.has_ended(); }

  /// The walk is at its end.
  Scan finish();

 private:
  using Number = IndexDraft::Number;

  /// A folder that is not read yet.
  struct Pending {
    Number parent;
    std::size_t entry;
  };

  void read(Number number);
  void read_again(Number number, std::optional<OpenFolder> folder, const FolderPlace& place,
                  const FolderEvents& events);
  void read_pending();
  void fill(Number number, OpenFolder folder, const FolderPlace& place, const Folder* before,
            const FolderEvents& events);
  bool is_wanted(Number number, const FolderId& id, const FolderPlace& place);
  void leave_others(const std::string& path, const Folder& before, const FolderNames& names,
                    const std::vector<Folder::Pointer>& kept);
  void leave(std::string path, const Folder& folder);

  const Context context_;
  IndexDraft draft_;
  FolderReader reader_;
  std::vector<Pending> pending_;
  bool is_of_parts_ = false;
  std::vector<std::string> folders_read_;
};

}  // namespace ranged::content
