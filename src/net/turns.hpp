#pragma once

#include <uv.h>

#include "ranged/base/ring.hpp"
#include "uv/handle.hpp"

namespace ranged::net {

/// Who could go on at once, but has had his share of this turn of the loop: everybody gets one
/// share a turn, in the order of arrival. Bounded shares are not only fair: what waits in the
/// sockets stays small enough for the CPU's caches.
class Turns {
 public:
  class Taker : public base::RingLink {
   public:
    /// Called from the loop only.
    virtual void on_turn() = 0;

   protected:
    ~Taker() = default;
  };

  /// `loop` must outlive the turns.
  explicit Turns(uv_loop_t& loop);
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// A call of on_turn() in the next turn of the loop. Unlinking the taker takes it back.
  void add(Taker& taker);

  /// Lets go of the loop. Nobody may be added later.
  void close() { idle_.reset(); }

 private:
  static void on_idle(uv_idle_t* handle) noexcept;
  void run();

  base::Ring<Taker> takers_;
  uv::Handle<uv_idle_t> idle_;  // active while somebody waits: the loop does not sleep then
};

}  // namespace ranged::net
