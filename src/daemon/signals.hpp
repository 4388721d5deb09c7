#pragma once

#include <uv.h>

#include <functional>
#include <utility>

#include "uv/handle.hpp"

namespace ranged::daemon {

/// From now on a SIGHUP, which would end the process, waits for the Signals. For start-up.
void hold_reload_signal();

/// SIGTERM and SIGINT, and SIGHUP, as calls from the loop.
class Signals {
 public:
  /// `on_stop` is called with 1 for the first signal to stop, 2 for the second, and so on.
  Signals(uv_loop_t& loop, std::function<void(int)> on_stop, std::function<void()> on_reload);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Stops listening for signals, so that the loop may end.
  void close();

 private:
  static void on_signal(uv_signal_t* handle, int number) noexcept;

  std::function<void(int)> on_stop_;
  std::function<void()> on_reload_;
  int stops_ = 0;
  uv::Handle<uv_signal_t> terminate_;
  uv::Handle<uv_signal_t> interrupt_;
  uv::Handle<uv_signal_t> hang_up_;
};

}  // namespace ranged::daemon
