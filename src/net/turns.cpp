#include "net/turns.hpp"

#include "ranged/base/check.hpp"

namespace ranged::net {

Turns::Turns(uv_loop_t& loop) {
  idle_ = uv::make_handle<uv_idle_t>(
      [&loop](uv_idle_t* handle) { return uv_idle_init(&loop, handle); });
  RANGED_CHECK(idle_);
  idle_->data = this;
}

void Turns::add(Taker& taker) {
  if (takers_.empty()) uv_idle_start(idle_.get(), on_idle);
  takers_.push_back(taker);
}

void Turns::on_idle(uv_idle_t* handle) noexcept {
  if (handle->data) static_cast<Turns*>(handle->data)->run();
}

void Turns::run() {
  base::Ring<Taker> now;
  now.take(takers_);
  uv_idle_stop(idle_.get());
  while (!now.empty()) {
    Taker& taker = now.front();
    taker.unlink();
    taker.on_turn();  // may add or remove any taker, himself too
  }
}

}  // namespace ranged::net
