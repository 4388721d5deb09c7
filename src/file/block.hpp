#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "ranged/content/content_root.hpp"

// Octets of a file in memory: our unit of reading and of keeping.

namespace ranged::file {

/// Large enough that a trip through the threadpool costs less than the reading.
inline constexpr std::size_t kBlockSize = 256 * 1024;

/// A run of octets that starts at a multiple of kBlockSize: of that size, or up to the end of the
/// file. Never rewritten once it can be seen.
class Block {
 public:
  explicit Block(std::size_t length)
      : octets_(std::make_unique_for_overwrite<char[]>(length)), length_(length) {}

  char* data() { return octets_.get(); }
  std::size_t length() const { return length_; }
  std::string_view octets() const { return {octets_.get(), length_}; }

 private:
  std::unique_ptr<char[]> octets_;
  std::size_t length_;
};

/// Which block of which state of which file.
struct BlockId {
  content::FileIdentity file;
  std::uint64_t index = 0;

  friend bool operator==(const BlockId&, const BlockId&) = default;
};

struct BlockIdHash {
  std::size_t operator()(const BlockId& id) const noexcept {
    std::size_t hash = static_cast<std::size_t>(id.file.modified.count());
    for (const std::uint64_t part : {id.file.device, id.file.inode, id.file.length, id.index}) {
      hash = (hash ^ part) * 0x9e3779b97f4a7c15;  // golden ratio: spreads what differs in few bits
      hash ^= hash >> 32;
    }
    return hash;
  }
};

}  // namespace ranged::file
