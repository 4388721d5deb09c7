#include "daemon/following.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <variant>

#include "daemon/event.hpp"
#include "uv/dispose.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

using base::LogLevel;

namespace {

/// A scan of everything that takes its time is not repeated before that many times what it took.
constexpr int kRests = 9;

}  // namespace

Following::Following(uv_loop_t& loop, Begun begun, const RescanIntervals& intervals,
                     ContentWarnings& warnings, base::Log& log, Delegate& delegate)
    : loop_(loop),
      log_(log),
      warnings_(warnings),
      delegate_(delegate),
      intervals_(intervals),
      site_(std::move(begun.site)),
      changes_(loop, log),
      interval_timer_(uv::make_timer(loop, this)),
      watcher_(loop, *this),
      follower_(std::move(begun.follower)),
      rescan_(loop, std::move(begun.content), site_, *follower_, *this) {
  watcher_.watch(follower_->inotify());
  heed(follower_->trouble(), false);
  arm(begun.took);
}

void Following::reload() {
  warnings_.begin_anew();
  rescan_.request(Rescan::Reason::request);
}

void Following::cancel() {
  rescan_.cancel();
  watcher_.close();
  interval_timer_.reset();
}

void Following::close() {
  cancel();
  rescan_.close();
  changes_.close();
}

void Following::on_rescanned(Rescan::Result result, bool was_asked_for) {
  if (auto* const done = std::get_if<Rescan::Done>(&result)) {
    take(std::move(*done), was_asked_for);
  } else {
    fail(std::get<int>(result), was_asked_for);
  }
  if (was_asked_for && !rescan_.owes_result()) delegate_.on_reloaded();
}

void Following::take(Rescan::Done done, bool was_asked_for) {
  const Indexed& indexed = done.indexed;
  const auto& folders = indexed.folders_read;
  warnings_.report(indexed);
  const ContentChange change{done.changes, indexed.took, indexed.site};
  if (was_asked_for) {
    changes_.flush();
    report_change(log_, Event::reloaded,
                  "reloaded in " + std::to_string(indexed.took.count()) + "ms", change);
  } else {
    changes_.add(change);
  }
  watcher_.watch(std::move(done.inotify));
  auto old = std::exchange(site_, indexed.site);
  if (!folders || !folders->empty()) delegate_.on_site(site_, folders);
  uv::dispose(loop_, std::move(old));
  const bool could_be_read = std::exchange(error_, 0) == 0;
  const bool is_news = heed(done.trouble, was_asked_for);
  if (!folders || is_news || !could_be_read) arm(indexed.took);
}

/// Said once, however often it is tried again unasked.
void Following::fail(int error, bool was_asked_for) {
  if (std::exchange(error_, error) != error || was_asked_for) {
    report(log_, LogLevel::error, Event::reload_failed,
           "not reloaded: cannot read " + site_->root->path() + " again: " + std::strerror(error) +
               "; what was indexed before is still served");
  }
  arm(std::chrono::milliseconds(0));
}

/// Says what is new about why changes are not told of. Whether something is.
bool Following::heed(const content::WatchTrouble& trouble, bool was_asked_for) {
  const bool was_tried_again = was_asked_for && trouble.error != 0;
  if (trouble == trouble_ && !was_tried_again) return false;
  trouble_ = trouble;
  const std::string text = text_of(trouble, *site_, intervals_);
  if (text.empty()) {
    log_.info("changes in the content folder are noticed again");
  } else {
    report(log_, LogLevel::warning, Event::not_followed, text);
  }
  return true;
}

void Following::on_interval(uv_timer_t* timer) noexcept {
  auto* const self = static_cast<Following*>(timer->data);
  if (self) self->rescan_.request(Rescan::Reason::time);
}

void Following::arm(std::chrono::milliseconds took) {
  if (!interval_timer_) return;
  const bool is_told = error_ == 0 && trouble_ == content::WatchTrouble();
  const bool is_unconditional = intervals_.always.count() > 0;
  const auto interval = is_unconditional || is_told ? intervals_.always : intervals_.in_trouble;
  if (interval.count() == 0) {
    uv_timer_stop(interval_timer_.get());
  } else {
    const auto pause = std::max(interval, took * kRests);
    uv_timer_start(interval_timer_.get(), on_interval, static_cast<std::uint64_t>(pause.count()),
                   0);
  }
}

}  // namespace ranged::daemon
