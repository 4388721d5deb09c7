#include "daemon/signals.hpp"

#include <csignal>

#include "ranged/base/check.hpp"

namespace ranged::daemon {

Signals::Signals(uv_loop_t& loop, std::function<void(int)> on_stop) : on_stop_(std::move(on_stop)) {
  const auto listen_for = [this, &loop](int number) {
    auto handle = uv::make_handle<uv_signal_t>(
        [&loop](uv_signal_t* raw) { return uv_signal_init(&loop, raw); });
    RANGED_CHECK(handle);
    handle->data = this;
    RANGED_CHECK(uv_signal_start(handle.get(), on_signal, number) == 0);
    return handle;
  };
  terminate_ = listen_for(SIGTERM);
  interrupt_ = listen_for(SIGINT);
}

void Signals::close() {
  terminate_.reset();
  interrupt_.reset();
}

void Signals::on_signal(uv_signal_t* handle, int) noexcept {
  auto* const self = static_cast<Signals*>(handle->data);
  if (self) self->on_stop_(++self->stops_);
}

}  // namespace ranged::daemon
