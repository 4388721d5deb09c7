#pragma once

#include "ranged/base/check.hpp"

// An intrusive list: things that wait, in order, each of which may leave at any time.

namespace ranged::base {

/// The link of something that is in at most one ring. Leaves it when it goes.
class RingLink {
 public:
  RingLink() = default;
  RingLink(const RingLink&) = delete;
  RingLink& operator=(const RingLink&) = delete;
  ~RingLink() { unlink(); }

  bool linked() const { return next_ != this; }
  void unlink() {
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = this;
  }

 private:
  template <typename Item>
  friend class Ring;
  RingLink* previous_ = this;
  RingLink* next_ = this;
};

/// The ring of Items, which derive from RingLink and outlive neither it nor their membership.
template <typename Item>
class Ring {
 public:
  Ring() = default;
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring() {
    while (!empty()) front().unlink();
  }

  bool empty() const { return !anchor_.linked(); }
  Item& front() { return static_cast<Item&>(*anchor_.next_); }
  const Item& front() const { return static_cast<const Item&>(*anchor_.next_); }

  /// Behind all others. Leaves the ring it is in.
  void push_back(Item& item) {
    RingLink& link = item;
    link.unlink();
    link.previous_ = anchor_.previous_;
    link.next_ = &anchor_;
    anchor_.previous_->next_ = &link;
    anchor_.previous_ = &link;
  }

  /// Takes all items of `other`, which is empty then. Requires empty().
  void take(Ring& other) {
    RANGED_CHECK(empty());
    if (other.empty()) return;
    anchor_.next_ = other.anchor_.next_;
    anchor_.previous_ = other.anchor_.previous_;
    anchor_.next_->previous_ = &anchor_;
    anchor_.previous_->next_ = &anchor_;
    other.anchor_.next_ = other.anchor_.previous_ = &other.anchor_;
  }

 private:
  RingLink anchor_;
};

}  // namespace ranged::base
