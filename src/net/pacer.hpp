#pragma once

#include <uv.h>

#include <cstdint>
#include <set>
#include <utility>

#include "file/block.hpp"
#include "net/token_bucket.hpp"
#include "ranged/base/ring.hpp"
#include "ranged/net/limits.hpp"
#include "uv/handle.hpp"

namespace ranged::net {

/// Who may send how much, when answers have a rate each, or all of them together have one. Whoever
/// has to wait is told when he may go on, by one timer for all, which runs only while somebody
/// waits. What all have together is dealt out in equal shares, in the order of asking.
class Pacer {
 public:
  /// An answer that is being sent.
  class Item : public base::RingLink {
   public:
    /// More may go. Called from the loop only, never from inside a method of Pacer.
    virtual void on_pace() = 0;

   protected:
    ~Item() = default;

   private:
    friend class Pacer;
    TokenBucket own_;
    std::uint64_t left_ = 0;     // octets that have not gone
    std::uint64_t due_ = 0;      // while waiting for its own rate
    bool has_waited_ = false;    // its burst is used up
    std::uint64_t granted_ = 0;  // octets of the common rate that it has been given
  };

  /// `loop` must outlive the pacer.
  Pacer(uv_loop_t& loop, const Limits& limits);
  Pacer(const Pacer&) = delete;
  Pacer& operator=(const Pacer&) = delete;

  /// Another answer begins, with its burst before it: so many octets, its head included.
  void begin(Item& item, std::uint64_t octets);

  /// Octets that may go now, a block at most. 0: on_pace() will be called.
  std::uint64_t allowance(Item& item) { return paces() ? paced_allowance(item) : file::kBlockSize; }

  /// So many have gone; perhaps none, if they could not.
  void took(Item& item, std::uint64_t octets) {
    if (paces()) count(item, octets);
  }

  /// Whether on_pace() will be called.
  bool holds(const Item& item) const { return item.linked() || item.due_ != 0; }

  /// The answer is over, or given up.
  void forget(Item& item);

  /// Lets go of the timer. Nobody may wait then, or later.
  void close() { timer_.reset(); }

 private:
  bool paces() const { return rate_ > 0 || total_.is_limited(); }
  std::uint64_t worthwhile(const Item& item) const;
  std::uint64_t paced_allowance(Item& item);
  void count(Item& item, std::uint64_t octets);
  void wait_until(Item& item, std::uint64_t due);
  static void on_timer(uv_timer_t* timer) noexcept;
  void go_on();
  void arm();

  uv_loop_t& loop_;
  const std::uint64_t rate_;      // of one answer; 0: as fast as it goes
  const std::uint64_t burst_;     // what it begins with
  const std::uint64_t share_;     // what one gets of the common rate in its turn
  const std::uint64_t quantum_;   // behind its burst an answer waits until so much may go, at once
  const std::uint64_t capacity_;  // so much may gather, or a late timer would cost rate
  TokenBucket total_;
  std::set<std::pair<std::uint64_t, Item*>> waiting_;  // for their own rate, by when they are due
  base::Ring<Item> queue_;                             // for their share of the common rate
  uv::Handle<uv_timer_t> timer_;
  std::uint64_t armed_for_ = 0;  // 0: not armed
};

}  // namespace ranged::net
