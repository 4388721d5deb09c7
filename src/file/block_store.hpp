#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include "file/block.hpp"

namespace ranged::file {

/// The blocks that are kept, bounded in octets; which of them goes when room is needed.
///
/// Segmented LRU (Karedla, Love and Wherry, "Caching strategies to improve disk system
/// performance", Computer 27(3), 1994): what is asked for a second time moves to a protected
/// segment, which may hold four fifths of the whole; what is pushed out of it gets a second chance
/// in the probationary one. A scan, which asks once for each block, flushes the probationary
/// segment only.
class BlockStore {
 public:
  /// `capacity` in octets; 0 keeps nothing.
  explicit BlockStore(std::size_t capacity) : capacity_(capacity) {}

  /// Null if it is not kept. Counts as asking for it.
  std::shared_ptr<const Block> find(const BlockId& id);

  bool contains(const BlockId& id) const { return slots_.contains(id); }

  /// Keeps `block`, and lets others go for it. Having been read counts as not yet asked for.
  void insert(const BlockId& id, std::shared_ptr<const Block> block);

  std::size_t capacity() const { return capacity_; }
  std::size_t octets() const { return probation_.octets + protected_.octets; }
  std::size_t blocks() const { return slots_.size(); }

 private:
  struct Segment;
  struct Slot {
    BlockId id;
    std::shared_ptr<const Block> block;
    Segment* segment;
    bool asked_for = false;
  };
  struct Segment {
    std::list<Slot> slots;  // most recently used in front
    std::size_t octets = 0;
  };
  using Place = std::list<Slot>::iterator;

  void move_to_front(Place place, Segment& to);
  void remove(Place place);

  std::size_t capacity_;
  Segment probation_;
  Segment protected_;
  std::unordered_map<BlockId, Place, BlockIdHash> slots_;
};

}  // namespace ranged::file
