#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/temp_content.hpp"

// Files that somebody works on all the time, of which it is known at any time what may have been
// read from them.

namespace ranged::test {

/// A run of octets that was received, and where in the file it is said to be.
struct Piece {
  std::uint64_t offset = 0;
  std::string_view octets;
};

class ChangingFiles {
 public:
  using Clock = std::chrono::steady_clock;

  /// `content` must outlive it. The same `seed` makes the same files and the same changes.
  ChangingFiles(TempContent& content, std::size_t count, std::uint64_t seed);

  std::size_t count() const { return versions_.size(); }
  std::string path(std::size_t file) const { return "film" + std::to_string(file) + ".mp4"; }

  /// Replaces, rewrites, truncates, extends, removes or restores one of them.
  void change();

  /// Whether all `pieces` are of one and the same version, which the file had at `since` or later.
  bool had(std::size_t file, const std::vector<Piece>& pieces, Clock::time_point since) const;

 private:
  struct Version {
    std::uint64_t stream = 0;  ///< the octets it is the beginning of
    Clock::time_point replaced = Clock::time_point::max();
  };

  std::uint64_t begin_version(std::size_t file);
  void renew(std::size_t file);

  TempContent& content_;
  std::mt19937_64 random_;
  std::vector<std::vector<Version>> versions_;  // of each file, in order
};

}  // namespace ranged::test
