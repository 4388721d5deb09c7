#include "daemon/change_report.hpp"

#include <cstdint>
#include <utility>

#include "daemon/indexing.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

void report_change(base::Log& log, Event event, const std::string& words,
                   const ContentChange& change) {
  const auto& [added, removed, changed] = change.files;
  const std::string message = words + ": " + std::to_string(added) + " files added, " +
                              std::to_string(removed) + " removed, " + std::to_string(changed) +
                              " changed; now " + summary_of(*change.now);
  const auto took = std::chrono::microseconds(change.took);
  report(log, base::LogLevel::info, event, message,
         {{"FILES", change.now->index.files()},
          {"FILES_ADDED", added},
          {"FILES_REMOVED", removed},
          {"FILES_CHANGED", changed},
          {"DURATION_US", static_cast<std::uint64_t>(took.count())}});
}

ChangeReport::ChangeReport(uv_loop_t& loop, base::Log& log, std::chrono::milliseconds a_while)
    : log_(log), while_(a_while), timer_(uv::make_timer(loop, this)) {}

void ChangeReport::add(const ContentChange& change) {
  if (!timer_ || change.files == content::IndexChanges()) return;
  gathered_.files.added += change.files.added;
  gathered_.files.removed += change.files.removed;
  gathered_.files.changed += change.files.changed;
  gathered_.took += change.took;
  gathered_.now = change.now;
  const bool is_soon = uv_is_active(reinterpret_cast<uv_handle_t*>(timer_.get())) != 0;
  if (!is_soon) write();
}

void ChangeReport::flush() {
  if (timer_ && gathered_.now) write();
}

void ChangeReport::close() {
  flush();
  timer_.reset();
}

void ChangeReport::on_timer(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<ChangeReport*>(timer->data)->flush();
}

void ChangeReport::write() {
  report_change(log_, Event::content_changed, "content changed", std::exchange(gathered_, {}));
  uv_timer_start(timer_.get(), on_timer, static_cast<std::uint64_t>(while_.count()), 0);
}

}  // namespace ranged::daemon
