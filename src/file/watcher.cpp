#include "file/watcher.hpp"

#include <utility>

#include "ranged/base/check.hpp"
#include "uv/timer.hpp"

namespace ranged::file {

Watcher::Watcher(uv_loop_t& loop, Delegate& delegate)
    : loop_(loop), delegate_(delegate), timer_(uv::make_timer(loop, this)) {}

void Watcher::watch(std::shared_ptr<const content::Inotify> inotify) {
  if (!timer_ || inotify == inotify_) return;
  uv_timer_stop(timer_.get());
  poll_.reset();  // before its descriptor goes
  events_ = {};
  inotify_ = std::move(inotify);
  if (!inotify_) return;
  poll_ = uv::make_handle<uv_poll_t>(
      [this](uv_poll_t* raw) { return uv_poll_init(&loop_, raw, inotify_->fd()); });
  RANGED_CHECK(poll_);
  poll_->data = this;
  listen();
}

void Watcher::close() {
  watch(nullptr);
  timer_.reset();
}

void Watcher::on_event(uv_poll_t* poll, int, int) noexcept {
  if (poll->data) static_cast<Watcher*>(poll->data)->gather();
}

void Watcher::on_time(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Watcher*>(timer->data)->take();
}

void Watcher::listen() { uv_poll_start(poll_.get(), UV_READABLE, on_event); }

/// The first event has come. Those behind it would wake the loop one by one.
void Watcher::gather() {
  uv_poll_stop(poll_.get());
  takings_ = 0;
  uv_timer_start(timer_.get(), on_time, 0, kTaken);
}

void Watcher::take() {
  inotify_->read(events_);  // if there is more it is for the next time: there may be more for ever
  if (takings_++ < kGathered / kTaken) return;
  uv_timer_stop(timer_.get());
  listen();
  const content::FolderEvents events = std::exchange(events_, {});
  if (!events.empty()) delegate_.on_changes(events);
}

}  // namespace ranged::file
