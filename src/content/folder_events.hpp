#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

// What inotify(7) tells of watched folders, gathered: which they are and what kind of thing it was,
// not how often or in which order.

namespace ranged::content {

/// What a watch is set for. A file that grows says nothing until it is closed: every write would be
/// an event, and answers take their numbers from the descriptor.
extern const std::uint32_t kWatchedEvents;

/// What happened, as bits.
struct FolderChange {
  static constexpr std::uint8_t kNames = 1;        ///< to a name in it, or to what that stands for
  static constexpr std::uint8_t kHiddenNames = 2;  ///< the same, but the name begins with a dot
  static constexpr std::uint8_t kRights = 4;       ///< to the folder itself
  static constexpr std::uint8_t kGone = 8;  ///< it was removed, moved or unmounted: it may be back
};

class FolderEvents {
 public:
  /// One event; `name` is empty if it is about the folder itself.
  void add(int watch, std::uint32_t mask, std::string_view name);
  void merge(const FolderEvents& others);

  bool empty() const { return changes_.empty() && !has_lost_; }

  /// There were more than the kernel keeps: anything may have happened.
  bool has_lost() const { return has_lost_; }

  /// FolderChange, by watch.
  const std::unordered_map<int, std::uint8_t>& changes() const { return changes_; }
  bool is_gone(int watch) const;

 private:
  std::unordered_map<int, std::uint8_t> changes_;
  bool has_lost_ = false;
};

}  // namespace ranged::content
