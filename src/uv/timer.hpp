#pragma once

#include <uv.h>

#include "ranged/base/check.hpp"
#include "uv/handle.hpp"

namespace ranged::uv {

/// A timer that does not run yet, with `owner` as its data.
inline Handle<uv_timer_t> make_timer(uv_loop_t& loop, void* owner) {
  auto timer =
      make_handle<uv_timer_t>([&loop](uv_timer_t* raw) { return uv_timer_init(&loop, raw); });
  RANGED_CHECK(timer);
  timer->data = owner;
  return timer;
}

}  // namespace ranged::uv
