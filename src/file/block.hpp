#pragma once

#include <cstddef>
#include <memory>

// Octets of a file in memory: our unit of reading.

namespace ranged::file {

/// Large enough that a trip through the threadpool costs less than the reading.
inline constexpr std::size_t kBlockSize = 256 * 1024;

/// Up to kBlockSize octets, on their way from one file to one peer.
struct Block {
  std::unique_ptr<char[]> octets;
  std::size_t length = 0;
};

}  // namespace ranged::file
