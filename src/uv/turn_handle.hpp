#pragma once

#include <uv.h>

#include "ranged/base/check.hpp"
#include "uv/handle.hpp"

namespace ranged::uv {

/// Calls `on_turn` once a turn of the loop, with `owner` as the handle's data. The loop sleeps as
/// it would without it, but does not end unless the handle is unreferenced.
inline Handle<uv_prepare_t> make_turn_handle(uv_loop_t& loop, void* owner, uv_prepare_cb on_turn) {
  auto handle =
      make_handle<uv_prepare_t>([&loop](uv_prepare_t* raw) { return uv_prepare_init(&loop, raw); });
  RANGED_CHECK(handle);
  handle->data = owner;
  uv_prepare_start(handle.get(), on_turn);
  return handle;
}

}  // namespace ranged::uv
