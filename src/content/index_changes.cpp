#include "ranged/content/index_changes.hpp"

namespace ranged::content {

namespace {

/// The files of an index, one behind the other.
class Files {
 public:
  explicit Files(const ContentIndex& index) : index_(index) { skip_folders(); }

  bool at_end() const { return number_ == index_.size(); }
  Entry current() const { return index_.at(number_); }

  void next() {
    ++number_;
    skip_folders();
  }

 private:
  void skip_folders() {
    while (!at_end() && current().kind != EntryKind::file) ++number_;
  }

  const ContentIndex& index_;
  std::size_t number_ = 0;
};

/// Negative if the current file of `a` comes first, or `b` is at its end; 0 if both have the path.
int compare(const Files& a, const Files& b) {
  if (a.at_end() || b.at_end()) return a.at_end() ? 1 : -1;
  return a.current().path.compare(b.current().path);
}

bool is_same(const Entry& a, const Entry& b) {
  return a.length == b.length && a.modified == b.modified && a.resolved == b.resolved &&
         a.media_type == b.media_type;
}

}  // namespace

IndexChanges changes_between(const ContentIndex& before, const ContentIndex& after) {
  IndexChanges changes;
  Files old_files(before);
  Files new_files(after);
  while (!old_files.at_end() || !new_files.at_end()) {
    const int order = compare(old_files, new_files);
    if (order < 0) ++changes.removed;
    if (order > 0) ++changes.added;
    if (order == 0 && !is_same(old_files.current(), new_files.current())) ++changes.changed;
    if (order <= 0) old_files.next();
    if (order >= 0) new_files.next();
  }
  return changes;
}

}  // namespace ranged::content
