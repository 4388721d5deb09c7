#include "net/deadlines.hpp"

#include <cstddef>

#include "ranged/base/check.hpp"
#include "uv/timer.hpp"

namespace ranged::net {

Deadlines::Deadlines(uv_loop_t& loop, const Limits& limits) : loop_(loop) {
  const auto duration_of = [this](State state) -> std::chrono::milliseconds& {
    return durations_[static_cast<std::size_t>(state)];
  };
  duration_of(State::introducing) = limits.head;
  duration_of(State::idle) = limits.idle;
  duration_of(State::awaiting) = limits.newcomer;
  duration_of(State::receiving) = limits.head;
  duration_of(State::resolving) = limits.resolve;
  duration_of(State::sending) = limits.send;
  duration_of(State::lingering) = limits.linger;

  timer_ = uv::make_timer(loop, this);
}

void Deadlines::set(Item& item, State state) {
  clear(item);
  const auto number = static_cast<std::size_t>(state);
  if (durations_[number].count() == 0) return;
  item.due_ = uv_now(&loop_) + static_cast<std::uint64_t>(durations_[number].count());
  rings_[number].push_back(item);
  if (armed_for_ == 0 || item.due_ < armed_for_) arm();
}

void Deadlines::on_timer(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Deadlines*>(timer->data)->expire();
}

void Deadlines::expire() {
  armed_for_ = 0;
  const std::uint64_t now = uv_now(&loop_);
  for (Item* item = first(); item && item->due_ <= now; item = first()) {
    clear(*item);
    item->on_deadline();  // may set or clear any item
  }
  arm();
}

/// Of all states; null if no deadline is set.
Deadlines::Item* Deadlines::first() {
  Item* first = nullptr;
  for (auto& ring : rings_) {
    if (!ring.empty() && (!first || ring.front().due_ < first->due_)) first = &ring.front();
  }
  return first;
}

void Deadlines::arm() {
  const Item* const next = first();
  armed_for_ = next ? next->due_ : 0;
  if (!next || !timer_) return;
  const std::uint64_t now = uv_now(&loop_);
  uv_timer_start(timer_.get(), on_timer, next->due_ > now ? next->due_ - now : 0, 0);
}

}  // namespace ranged::net
