#pragma once

#include <uv.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/change_report.hpp"
#include "daemon/content_warnings.hpp"
#include "daemon/rescan.hpp"
#include "daemon/watch_trouble.hpp"
#include "file/watcher.hpp"
#include "ranged/base/log.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// What was indexed before the loop runs.
struct Begun {
  Content content;
  std::shared_ptr<const net::Site> site;
  std::unique_ptr<content::Follower> follower;
  std::chrono::milliseconds took{0};
};

/// Keeps what is served like the content folder: when the kernel tells of changes, from time to
/// time where it does not, and when somebody asks. Says in the log what has become of the files.
class Following final : private Rescan::Delegate, private file::Watcher::Delegate {
 public:
  /// Called from the loop only.
  class Delegate {
   public:
    /// Another site is to be served. `folders` are those, resolved, whose names may stand for other
    /// files than before; nullopt: all of them.
    virtual void on_site(const std::shared_ptr<const net::Site>& site,
                         const std::optional<std::vector<std::string>>& folders) = 0;

    /// All that was asked for has been read, or could not be.
    virtual void on_reloaded() = 0;

   protected:
    ~Delegate() = default;
  };

  /// Says if changes are not told of. All but `begun` and the intervals must outlive it.
  Following(uv_loop_t& loop, Begun begun, const RescanIntervals& intervals,
            ContentWarnings& warnings, base::Log& log, Delegate& delegate);
  Following(const Following&) = delete;
  Following& operator=(const Following&) = delete;

  /// Reads everything again, from the folder's name on, and tries again to have changes told.
  void reload();

  const std::shared_ptr<const net::Site>& site() const { return site_; }

  /// Names that the scan under way has looked at.
  std::size_t names() const { return rescan_.names(); }

  /// Nothing more is read or told.
  void cancel();

  /// The same, and lets go of the loop.
  void close();

 private:
  void on_changes(const content::FolderEvents& events) override { rescan_.request(events); }
  void on_rescanned(Rescan::Result result, bool was_asked_for) override;
  void take(Rescan::Done done, bool was_asked_for);
  void fail(int error, bool was_asked_for);
  bool heed(const content::WatchTrouble& trouble, bool was_asked_for);
  static void on_interval(uv_timer_t* timer) noexcept;
  void arm(std::chrono::milliseconds took);

  uv_loop_t& loop_;
  base::Log& log_;
  ContentWarnings& warnings_;
  Delegate& delegate_;
  const RescanIntervals intervals_;
  std::shared_ptr<const net::Site> site_;
  content::WatchTrouble trouble_;  // as it was last told
  int error_ = 0;                  // an errno, as long as the folder cannot be read
  ChangeReport changes_;
  uv::Handle<uv_timer_t> interval_timer_;
  file::Watcher watcher_;
  const std::unique_ptr<content::Follower> follower_;
  Rescan rescan_;
};

}  // namespace ranged::daemon
