#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <string_view>

#include "ranged/content/content_root.hpp"
#include "ranged/plan/policy.hpp"

// Octets of a file in memory: our unit of reading and of keeping.

namespace ranged::file {

/// Large enough that a trip through the threadpool costs less than the reading.
inline constexpr std::size_t kBlockSize = plan::kReadingUnit;

/// A run of octets that starts at a multiple of kBlockSize: of that size, or up to the end of the
/// file. Never rewritten once it can be seen.
class Block {
 public:
  /// data() is null if there is no memory for it.
  explicit Block(std::size_t length) : octets_(new (std::nothrow) char[length]), length_(length) {}

  char* data() { return octets_.get(); }
  std::size_t length() const { return length_; }
  std::string_view octets() const { return {octets_.get(), length_}; }

 private:
  std::unique_ptr<char[]> octets_;
  std::size_t length_;
};

/// Which block of which state of which file.
/// The time of the last status change is part of it: whoever rewrites a file and then sets its
/// modification time back must not be answered with a mixture.
struct BlockId {
  content::FileIdentity file;
  content::FileTime status_changed{0};
  std::uint64_t index = 0;

  friend bool operator==(const BlockId&, const BlockId&) = default;
};

inline BlockId block_id_of(const content::OpenFile& file, std::uint64_t index) {
  return {file.identity, file.status_changed, index};
}

struct BlockIdHash {
  std::size_t operator()(const BlockId& id) const noexcept {
    std::size_t hash = static_cast<std::size_t>(id.file.modified.count());
    for (const std::uint64_t part :
         {id.file.device, id.file.inode, id.file.length,
          static_cast<std::uint64_t>(id.status_changed.count()), id.index}) {
      hash = (hash ^ part) * 0x9e3779b97f4a7c15;  // golden ratio: spreads what differs in few bits
      hash ^= hash >> 32;
    }
    return hash;
  }
};

}  // namespace ranged::file
