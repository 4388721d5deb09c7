#pragma once

#include <uv.h>

#include <array>
#include <chrono>
#include <cstdint>

#include "net/connection_state.hpp"
#include "ranged/base/ring.hpp"
#include "ranged/net/limits.hpp"
#include "uv/handle.hpp"

// The deadlines of all connections, behind one timer.

namespace ranged::net {

/// Every state has one duration, so the deadlines of a state fall due in the order they were set:
/// one ring a state, the next to fall due in front. Setting and clearing cost a few pointers, and
/// the loop is woken only for the first of all.
class Deadlines {
 public:
  /// Something that has at most one deadline.
  class Item : public base::RingLink {
   public:
    /// The deadline has passed and is no longer set. Called from the loop only.
    virtual void on_deadline() = 0;

   protected:
    ~Item() = default;

   private:
    friend class Deadlines;
    std::uint64_t due_ = 0;  // in the loop's milliseconds
  };

  /// `loop` must outlive the deadlines.
  Deadlines(uv_loop_t& loop, const Limits& limits);
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  /// The duration of `state` from now on; replaces the deadline that was set. A state without one
  /// (closed) clears it.
  void set(Item& item, State state);
  void clear(Item& item) { item.unlink(); }

  /// Lets go of the timer. No deadline may be set then, or later.
  void close() { timer_.reset(); }

 private:
  static void on_timer(uv_timer_t* timer) noexcept;
  void expire();
  Item* first();
  void arm();

  uv_loop_t& loop_;
  std::array<std::chrono::milliseconds, kStates> durations_{};  // 0: none
  std::array<base::Ring<Item>, kStates> rings_;
  uv::Handle<uv_timer_t> timer_;
  std::uint64_t armed_for_ = 0;  // 0: not armed
};

}  // namespace ranged::net
