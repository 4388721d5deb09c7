#pragma once

#include <cstddef>
#include <map>
#include <set>

#include "content/folder_id.hpp"
#include "ranged/content/scanner.hpp"

namespace ranged::content {

/// By how many paths folders are found by way of links: kMaxPathsOfAFolder at most.
class LinkedPaths {
 public:
  enum class Answer { taken, first_left_out, left_out };

  /// One more path to `folder`.
  Answer add(const FolderId& folder) {
    std::size_t& count = counts_[folder];
    if (count < kMaxPathsOfAFolder) {
      ++count;
      return Answer::taken;
    }
    return left_out_.insert(folder).second ? Answer::first_left_out : Answer::left_out;
  }

  /// One that was taken is gone.
  void remove(const FolderId& folder) {
    const auto found = counts_.find(folder);
    if (found == counts_.end()) return;
    if (left_out_.contains(folder)) has_room_ = true;
    if (--found->second == 0) counts_.erase(found);
  }

  /// A path was left out that would now be taken: only who looks at everything finds it.
  bool has_room() const { return has_room_; }

 private:
  std::map<FolderId, std::size_t> counts_;
  std::set<FolderId> left_out_;
  bool has_room_ = false;
};

}  // namespace ranged::content
