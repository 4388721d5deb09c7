#include "daemon/loop_turns.hpp"

#include <algorithm>
#include <utility>

#include "ranged/base/check.hpp"
#include "uv/turn_handle.hpp"

namespace ranged::daemon {

void Histogram::add(std::chrono::nanoseconds duration) {
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), duration);
  ++counts.at(static_cast<std::size_t>(bound - kBounds.begin()));
  sum += duration;
}

LoopTurns::LoopTurns(uv_loop_t& loop) {
  RANGED_CHECK(uv_loop_configure(&loop, UV_METRICS_IDLE_TIME) == 0);
  turn_handle_ = uv::make_turn_handle(loop, this, on_turn);
  uv_unref(reinterpret_cast<uv_handle_t*>(turn_handle_.get()));
}

void LoopTurns::on_turn(uv_prepare_t* handle) noexcept {
  if (handle->data) static_cast<LoopTurns*>(handle->data)->note();
}

void LoopTurns::note() {
  const std::uint64_t now = uv_hrtime();
  const std::uint64_t slept = uv_metrics_idle_time(turn_handle_->loop);
  const std::uint64_t began = std::exchange(began_, now);
  const std::uint64_t slept_before = std::exchange(slept_, slept);
  if (began == 0) return;
  const std::uint64_t awake = now - began - std::min(now - began, slept - slept_before);
  histogram_.add(std::chrono::nanoseconds(awake));
}

}  // namespace ranged::daemon
