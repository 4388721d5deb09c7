#include "daemon/rescan.hpp"

#include <cerrno>
#include <utility>

#include "ranged/base/check.hpp"

namespace ranged::daemon {

Rescan::Rescan(uv_loop_t& loop, Content content, std::shared_ptr<const net::Site> site,
               Delegate& delegate)
    : content_(std::move(content)), site_(std::move(site)), delegate_(delegate) {
  done_ = uv::make_handle<uv_async_t>(
      [&loop](uv_async_t* async) { return uv_async_init(&loop, async, on_done); });
  RANGED_CHECK(done_);
  done_->data = this;
}

void Rescan::request() {
  if (!done_ || progress_.cancelled) return;
  if (busy()) {
    again_ = true;
  } else {
    start();
  }
}

void Rescan::cancel() {
  again_ = false;
  progress_.cancelled = true;
}

void Rescan::close() {
  cancel();
  join();
  busy_ = false;
  done_.reset();
}

void Rescan::start() {
  again_ = false;
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
  auto indexed = index_content(content_, progress_);
  if (const int* error = std::get_if<int>(&indexed)) return *error;
  auto& fresh = std::get<Indexed>(indexed);
  const auto changes = content::changes_between(site_->index, fresh.site->index);
  scanned_ = {std::move(fresh), changes};
  return 0;
}

void Rescan::on_done(uv_async_t* async) noexcept {
  if (async->data) static_cast<Rescan*>(async->data)->settle();
}

void Rescan::settle() {
  if (!busy_) return;
  join();  // at its end, or about to be
  busy_ = false;
  if (progress_.cancelled) return;
  Done done = std::move(scanned_);
  const int error = error_;
  if (error == 0) site_ = done.indexed.site;
  if (again_) start();
  delegate_.on_rescanned(error == 0 ? Result(std::move(done)) : Result(error));
}

}  // namespace ranged::daemon
