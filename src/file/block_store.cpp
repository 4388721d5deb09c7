#include "file/block_store.hpp"

#include <utility>

namespace ranged::file {

std::shared_ptr<const Block> BlockStore::find(const BlockId& id) {
  const auto found = slots_.find(id);
  if (found == slots_.end()) return nullptr;
  const Place place = found->second;
  const bool again = std::exchange(place->asked_for, true);
  const bool is_protected = place->segment == &protected_;
  move_to_front(place, again || is_protected ? protected_ : probation_);
  while (protected_.octets > capacity_ / 5 * 4) {
    move_to_front(std::prev(protected_.slots.end()), probation_);
  }
  return place->block;
}

void BlockStore::insert(const BlockId& id, std::shared_ptr<const Block> block) {
  if (block->length() > capacity_ || contains(id)) return;
  while (octets() + block->length() > capacity_) {
    auto& segment = probation_.slots.empty() ? protected_ : probation_;
    remove(std::prev(segment.slots.end()));
  }
  probation_.octets += block->length();
  probation_.slots.push_front({id, std::move(block), &probation_, false});
  slots_.emplace(id, probation_.slots.begin());
}

void BlockStore::move_to_front(Place place, Segment& to) {
  Segment& from = *place->segment;
  from.octets -= place->block->length();
  to.octets += place->block->length();
  place->segment = &to;
  to.slots.splice(to.slots.begin(), from.slots, place);
}

void BlockStore::remove(Place place) {
  Segment& segment = *place->segment;
  segment.octets -= place->block->length();
  slots_.erase(place->id);
  segment.slots.erase(place);
}

}  // namespace ranged::file
