#pragma once

#include <cstddef>
#include <cstdint>

namespace ranged::net {

/// The state of a server at one moment, and what it has done since its start, as far as it knows
/// itself; Statistics are what an observer has been told.
struct Figures {
  std::size_t connections = 0;
  std::size_t max_connections = 0;
  std::uint64_t octets = 0;              ///< of answers, heads included, handed to the kernel
  std::uint64_t block_hits = 0;          ///< blocks that were in memory when they were wanted
  std::uint64_t block_misses = 0;        ///< blocks that had to be waited for
  std::uint64_t block_readings = 0;      ///< blocks read, those ahead of need included
  std::size_t block_octets = 0;          ///< kept in memory
  std::size_t block_capacity = 0;        ///< octets that may be kept
  std::size_t open_files = 0;            ///< kept open or being opened
  std::uint64_t file_lookups = 0;        ///< names looked up on the disk
  std::size_t operations_in_flight = 0;  ///< lookups and readings on the threadpool
};

}  // namespace ranged::net
