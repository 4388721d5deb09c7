#pragma once

#include <uv.h>

#include <functional>
#include <utility>

#include "uv/handle.hpp"

namespace ranged::daemon {

/// SIGTERM and SIGINT as calls from the loop.
class Signals {
 public:
  /// `on_stop` is called with 1 for the first signal to stop, 2 for the second, and so on.
  Signals(uv_loop_t& loop, std::function<void(int)> on_stop);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Stops listening for signals, so that the loop may end.
  void close();

 private:
  static void on_signal(uv_signal_t* handle, int) noexcept;

  std::function<void(int)> on_stop_;
  int stops_ = 0;
  uv::Handle<uv_signal_t> terminate_;
  uv::Handle<uv_signal_t> interrupt_;
};

}  // namespace ranged::daemon
