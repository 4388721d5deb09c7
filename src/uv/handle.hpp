#pragma once

#include <uv.h>

#include <memory>
#include <utility>

// Ownership of libuv handles: whose memory may go only when libuv says so.

namespace ranged::uv {

/// Starts uv_close(). The memory goes in libuv's close callback.
struct CloseHandle {
  template <typename Raw>
  void operator()(Raw* raw) const noexcept {
    raw->data = nullptr;  // a callback that still arrives finds no owner
    uv_close(reinterpret_cast<uv_handle_t*>(raw),
             [](uv_handle_t* handle) noexcept { delete reinterpret_cast<Raw*>(handle); });
  }
};

/// Sole owner of an initialised libuv handle. The owner may go at any time; the raw handle outlives
/// it until the loop has finished with it.
template <typename Raw>
using Handle = std::unique_ptr<Raw, CloseHandle>;

/// Calls `init` (a uv_*_init call) and takes ownership if it succeeds: a handle whose init failed
/// must not be closed.
template <typename Raw, typename Init>
[[nodiscard]] Handle<Raw> make_handle(Init&& init) {
  auto raw = std::make_unique<Raw>();
  if (std::forward<Init>(init)(raw.get()) != 0) return nullptr;
  return Handle<Raw>(raw.release());
}

}  // namespace ranged::uv
