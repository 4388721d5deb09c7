#include "daemon/rescan.hpp"

#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

#include "ranged/base/check.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

namespace {

bool is_running(const uv::Handle<uv_timer_t>& timer) {
  return uv_is_active(reinterpret_cast<const uv_handle_t*>(timer.get())) != 0;
}

}  // namespace

Rescan::Rescan(uv_loop_t& loop, Content content, std::shared_ptr<const net::Site> site,
               content::Follower& follower, Delegate& delegate)
    : content_(std::move(content)),
      site_(std::move(site)),
      follower_(follower),
      delegate_(delegate),
      rest_timer_(uv::make_timer(loop, this)) {
  done_ = uv::make_handle<uv_async_t>(
      [&loop](uv_async_t* async) { return uv_async_init(&loop, async, on_done); });
  RANGED_CHECK(done_);
  done_->data = this;
}

void Rescan::request(Reason reason) {
  next_.everything = true;
  next_.was_asked_for = next_.was_asked_for || reason == Reason::request;
  proceed();
}

void Rescan::request(const content::FolderEvents& events) {
  next_.events.merge(events);
  proceed();
}

void Rescan::cancel() {
  next_ = {};
  progress_.cancelled = true;
}

void Rescan::close() {
  cancel();
  join();
  busy_ = false;
  done_.reset();
  rest_timer_.reset();
}

/// Begins what is to be done next, if it is its time.
void Rescan::proceed() {
  if (!done_ || progress_.cancelled || busy_) return;
  const bool is_due = next_.everything || (!next_.events.empty() && !is_running(rest_timer_));
  if (is_due) start();
}

void Rescan::start() {
  order_ = std::exchange(next_, {});
  owes_result_ = order_.was_asked_for;
  progress_.names = 0;
  busy_ = true;
  const int error = uv_thread_create(&thread_, run, this);
  has_thread_ = error == 0;
  if (has_thread_) return;
  error_ = -error;
  uv_async_send(done_.get());
}

void Rescan::join() {
  if (std::exchange(has_thread_, false)) uv_thread_join(&thread_);
}

void Rescan::run(void* rescan) noexcept {
  auto& self = *static_cast<Rescan*>(rescan);
  try {
    self.error_ = self.scan();
  } catch (...) {
    self.error_ = ENOMEM;  // nothing else is thrown
  }
  uv_async_send(self.done_.get());
}

int Rescan::scan() {
  std::optional<Indexed> indexed;
  if (!order_.everything) {
    indexed = index_again(content_, site_, follower_, order_.events, progress_);
  }
  if (!indexed) {
    auto all = index_content(content_, follower_, progress_, order_.was_asked_for);
    if (const int* error = std::get_if<int>(&all)) return *error;
    indexed = std::get<Indexed>(std::move(all));
  }
  const auto changes = content::changes_between(site_->index, indexed->site->index);
  scanned_ = {std::move(*indexed), changes, follower_.trouble(), follower_.inotify()};
  return 0;
}

void Rescan::on_done(uv_async_t* async) noexcept {
  if (async->data) static_cast<Rescan*>(async->data)->settle();
}

void Rescan::on_rested(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Rescan*>(timer->data)->proceed();
}

void Rescan::settle() {
  if (!busy_) return;
  join();  // at its end, or about to be
  busy_ = false;
  if (progress_.cancelled) return;
  Done done = std::exchange(scanned_, {});
  const int error = std::exchange(error_, 0);
  const bool was_asked_for = order_.was_asked_for;
  if (error == 0) site_ = done.indexed.site;
  if (!order_.everything) {
    uv_timer_start(rest_timer_.get(), on_rested,
                   static_cast<std::uint64_t>(done.indexed.took.count() * kRests), 0);
  }
  proceed();
  delegate_.on_rescanned(error == 0 ? Result(std::move(done)) : Result(error), was_asked_for);
}

}  // namespace ranged::daemon
