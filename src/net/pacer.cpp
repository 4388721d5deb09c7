#include "net/pacer.hpp"

#include <algorithm>

#include "uv/timer.hpp"

namespace ranged::net {

namespace {

constexpr std::uint64_t kLeast = 1024;  // less is not worth a system call

/// What `rate` gives in a second's `part`, but neither crumbs nor more than a block.
std::uint64_t portion(std::uint64_t rate, std::uint64_t part) {
  return std::clamp<std::uint64_t>(rate / part, kLeast, file::kBlockSize);
}

}  // namespace

Pacer::Pacer(uv_loop_t& loop, const Limits& limits)
    : loop_(loop),
      rate_(limits.rate),
      burst_(std::max(limits.rate_burst, portion(limits.rate, 10))),
      share_(portion(limits.total_rate, 100)),
      quantum_(
          std::min(portion(limits.rate, 1), limits.total_rate == 0 ? file::kBlockSize : share_)),
      capacity_(std::max(burst_, quantum_ + std::max(quantum_, limits.rate / 10))) {
  timer_ = uv::make_timer(loop, this);
  if (limits.total_rate == 0) return;
  total_ = TokenBucket(limits.total_rate, std::max(limits.total_rate / 10, share_), uv_now(&loop));
}

void Pacer::begin(Item& item, std::uint64_t octets) {
  forget(item);
  item.left_ = octets;
  item.has_waited_ = false;
  if (rate_ == 0) return;
  item.own_ = TokenBucket(rate_, capacity_, uv_now(&loop_));
  item.own_.take(capacity_ - burst_);
}

/// Each step may cost a reading of its whole block, if that is not kept: so few and long ones.
std::uint64_t Pacer::worthwhile(const Item& item) const {
  return std::min(item.has_waited_ ? quantum_ : kLeast, item.left_);
}

std::uint64_t Pacer::paced_allowance(Item& item) {
  if (holds(item)) return 0;
  if (item.left_ == 0) return file::kBlockSize;  // all that is left is to end
  const std::uint64_t now = uv_now(&loop_);
  std::uint64_t allowed = file::kBlockSize;
  if (rate_ > 0) {
    const std::uint64_t own = item.own_.available(now);
    if (own < worthwhile(item)) {
      item.has_waited_ = true;
      wait_until(item, item.own_.due(worthwhile(item), now));
      return 0;
    }
    allowed = std::min(allowed, own);
  }
  if (!total_.is_limited()) return allowed;
  if (item.granted_ == 0) {
    if (!queue_.empty() || total_.available(now) < share_) {
      queue_.push_back(item);
      arm();
      return 0;
    }
    total_.take(share_);
    item.granted_ = share_;
  }
  return std::min(allowed, item.granted_);
}

/// What is granted stays so until something goes: its block may have to be read first, and must not
/// wait in memory for a turn.
void Pacer::count(Item& item, std::uint64_t octets) {
  if (octets == 0) return;
  item.left_ -= std::min(octets, item.left_);
  if (rate_ > 0) item.own_.take(octets);
  if (!total_.is_limited()) return;
  total_.give_back(item.granted_);
  total_.take(octets);
  item.granted_ = 0;
}

void Pacer::wait_until(Item& item, std::uint64_t due) {
  item.due_ = due;
  waiting_.emplace(due, &item);
  arm();
}

void Pacer::forget(Item& item) {
  item.unlink();
  if (item.due_ != 0) waiting_.erase({item.due_, &item});
  item.due_ = 0;
  if (item.granted_ > 0) total_.give_back(item.granted_);
  item.granted_ = 0;
}

void Pacer::on_timer(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Pacer*>(timer->data)->go_on();
}

void Pacer::go_on() {
  armed_for_ = 0;
  const std::uint64_t now = uv_now(&loop_);
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    Item& item = *waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    item.due_ = 0;
    item.on_pace();  // may wait again, later than now; may forget any item
  }
  while (!queue_.empty() && total_.available(now) >= share_) {
    Item& item = queue_.front();
    item.unlink();
    total_.take(share_);
    item.granted_ = share_;
    item.on_pace();
  }
  arm();
}

/// For the next that may go on.
void Pacer::arm() {
  const std::uint64_t now = uv_now(&loop_);
  std::uint64_t next = waiting_.empty() ? 0 : waiting_.begin()->first;
  if (!queue_.empty()) {
    const std::uint64_t due = total_.due(share_, now);
    next = next == 0 ? due : std::min(next, due);
  }
  if (next == 0 || !timer_ || (armed_for_ != 0 && armed_for_ <= next)) return;
  armed_for_ = next;
  uv_timer_start(timer_.get(), on_timer, next > now ? next - now : 0, 0);
}

}  // namespace ranged::net
