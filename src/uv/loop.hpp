#pragma once

#include <uv.h>

namespace ranged::uv {

/// Owns a loop. Whoever put handles on it must have closed them, and the loop must have run since.
class Loop {
 public:
  Loop();
  /// Aborts if a handle or request was left behind: uv_loop_close() returns 0, always.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  uv_loop_t& raw() { return loop_; }

  /// Runs until nothing is active.
  void run();

 private:
  uv_loop_t loop_{};
};

}  // namespace ranged::uv
