#include "daemon/signals.hpp"

#include <csignal>

#include "ranged/base/check.hpp"

namespace ranged::daemon {

namespace {

void mask_reload_signal(int how) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGHUP);
  RANGED_CHECK(pthread_sigmask(how, &signals, nullptr) == 0);
}

}  // namespace

void hold_reload_signal() { mask_reload_signal(SIG_BLOCK); }

Signals::Signals(uv_loop_t& loop, std::function<void(int)> on_stop, std::function<void()> on_reload)
    : on_stop_(std::move(on_stop)), on_reload_(std::move(on_reload)) {
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
  hang_up_ = listen_for(SIGHUP);
  mask_reload_signal(SIG_UNBLOCK);
}

void Signals::close() {
  terminate_.reset();
  interrupt_.reset();
  hang_up_.reset();
}

void Signals::on_signal(uv_signal_t* handle, int number) noexcept {
  auto* const self = static_cast<Signals*>(handle->data);
  if (!self) return;
  if (number == SIGHUP) return self->on_reload_();
  self->on_stop_(++self->stops_);
}

}  // namespace ranged::daemon
