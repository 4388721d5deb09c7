#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "content/folder_events.hpp"
#include "ranged/base/unique_fd.hpp"

namespace ranged::content {

/// One inotify instance. May be used by two threads, one that sets watches and one that reads.
class Inotify {
 public:
  /// Sets errno if there is none to be had.
  static std::optional<Inotify> open();

  /// How many the system grants each user; 0: it does not say.
  static std::size_t granted_watches();
  static std::size_t granted_instances();

  /// To be polled for reading.
  int fd() const { return fd_.get(); }

  /// Watches the folder open at `folder`, whose path was `absolute`. Its watch, the same as before
  /// if it is watched already, or a negated errno: ENOSPC if the user has no more of them.
  [[nodiscard]] int add(int folder, const std::string& absolute) const;

  void remove(int watch) const;

  /// Adds to `events` what has happened, some thousand events at most; true if there is more.
  bool read(FolderEvents& events) const;

 private:
  explicit Inotify(base::UniqueFd fd) : fd_(std::move(fd)) {}

  base::UniqueFd fd_;
};

}  // namespace ranged::content
