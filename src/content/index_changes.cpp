#include "ranged/content/index_changes.hpp"

#include <cstddef>
#include <vector>

namespace ranged::content {

namespace {

/// A folder that has the same path in both indexes.
struct Pair {
  const Folder* before;
  const Folder* after;
  bool is_elsewhere;  ///< it is, or lies behind, a link that leads to another place now
};

/// The entries of one folder, one behind the other.
class Entries {
 public:
  explicit Entries(const Folder& folder) : folder_(folder) { look(); }

  bool at_end() const { return number_ == folder_.size(); }
  const FolderEntry& current() const { return current_; }
  /// The current entry is to be a folder.
  const Folder& folder() const { return *folder_.folder(number_); }
  /// Of the current entry: itself, or all below it.
  std::size_t files() const {
    return current_.kind == EntryKind::file ? 1 : folder().totals().files;
  }

  void next() {
    ++number_;
    look();
  }

 private:
  void look() {
    if (!at_end()) current_ = folder_.at(number_);
  }

  const Folder& folder_;
  std::size_t number_ = 0;
  FolderEntry current_;
};

/// Negative if the current entry of `a` comes first, or `b` is at its end; 0 if both have the name.
int compare(const Entries& a, const Entries& b) {
  if (a.at_end() || b.at_end()) return a.at_end() ? 1 : -1;
  return a.current().name.compare(b.current().name);
}

bool is_same(const FolderEntry& a, const FolderEntry& b) {
  return a.length == b.length && a.modified == b.modified;
}

class Comparison {
 public:
  void run(const Folder& before, const Folder& after) {
    pending_.push_back({&before, &after, false});
    while (!pending_.empty()) {
      const Pair pair = pending_.back();
      pending_.pop_back();
      if (pair.before != pair.after || pair.is_elsewhere) compare_folders(pair);
    }
  }

  const IndexChanges& changes() const { return changes_; }

 private:
  void compare_folders(const Pair& pair) {
    Entries before(*pair.before);
    Entries after(*pair.after);
    while (!before.at_end() || !after.at_end()) {
      const int order = compare(before, after);
      if (order == 0) {
        compare_entries(before, after, pair.is_elsewhere);
      } else {
        if (order < 0) changes_.removed += before.files();
        if (order > 0) changes_.added += after.files();
      }
      if (order <= 0) before.next();
      if (order >= 0) after.next();
    }
  }

  /// Of one name.
  void compare_entries(const Entries& before, const Entries& after, bool is_elsewhere) {
    const FolderEntry& old_entry = before.current();
    const FolderEntry& new_entry = after.current();
    // A link says itself where it leads, whatever it stands in.
    const bool leads_elsewhere =
        old_entry.link != new_entry.link || (is_elsewhere && new_entry.link.empty());
    if (old_entry.kind != new_entry.kind) {
      changes_.removed += before.files();
      changes_.added += after.files();
    } else if (old_entry.kind == EntryKind::file) {
      if (leads_elsewhere || !is_same(old_entry, new_entry)) ++changes_.changed;
    } else {
      pending_.push_back({&before.folder(), &after.folder(), leads_elsewhere});
    }
  }

  std::vector<Pair> pending_;
  IndexChanges changes_;
};

}  // namespace

IndexChanges changes_between(const ContentIndex& before, const ContentIndex& after) {
  Comparison comparison;
  comparison.run(*before.root(), *after.root());
  return comparison.changes();
}

}  // namespace ranged::content
