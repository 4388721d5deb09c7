#pragma once

#include <uv.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>

#include "content/follower.hpp"
#include "daemon/indexing.hpp"
#include "ranged/content/index_changes.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// Reads the content folder again, or what has changed in it, on a thread of its own: those of
/// libuv's pool are for what is being sent, and a large folder on a slow disk would hold one of
/// them for minutes.
class Rescan {
 public:
  struct Done {
    Indexed indexed;
    content::IndexChanges changes;  ///< since what was indexed before
    content::WatchTrouble trouble;
    std::shared_ptr<const content::Inotify>
        inotify;  ///< what changes are told by; null: by nothing
  };
  using Result = std::variant<Done, int>;  ///< or an errno: what was indexed before still counts

  /// After a scan for events, of a part or of everything, no other for events begins before that
  /// many times what it took: then a large folder in which something happens all the time takes a
  /// quarter of a processor.
  static constexpr int kRests = 3;

  /// Called from the loop only.
  class Delegate {
   public:
    /// `was_asked_for`: for Reason::request.
    virtual void on_rescanned(Result result, bool was_asked_for) = 0;

   protected:
    ~Delegate() = default;
  };

  enum class Reason : std::uint8_t {
    time,     ///< it is time to look
    request,  ///< somebody has asked: what was not watched for want of watches is tried again
  };

  /// `site` is what `content` was indexed as by `follower`, which is of use to nobody else from
  /// then on. It, `loop` and `delegate` must outlive the rescan.
  Rescan(uv_loop_t& loop, Content content, std::shared_ptr<const net::Site> site,
         content::Follower& follower, Delegate& delegate);
  ~Rescan() { close(); }
  Rescan(const Rescan&) = delete;
  Rescan& operator=(const Rescan&) = delete;

  /// Begins a scan of everything, or, while a scan is under way, has one follow it: it may have
  /// passed already where something is new.
  void request(Reason reason = Reason::request);

  /// The same of what may have changed after `events`.
  void request(const content::FolderEvents& events);

  /// A scan is under way, or one will follow at once.
  bool busy() const { return busy_; }

  /// A scan that was asked for is under way, or one will follow.
  bool owes_result() const { return next_.was_asked_for || (busy_ && owes_result_); }

  /// Names that the scan under way has looked at.
  std::size_t names() const { return progress_.names; }

  /// Ends the scan under way at the next name, without a result.
  void cancel();

  /// The same, and waits for it, and lets go of the loop.
  void close();

 private:
  struct Progress final : content::ScanProgress {
    bool on_name(std::size_t count) override {
      names = count;
      return !cancelled;
    }
    std::atomic<std::size_t> names = 0;
    std::atomic<bool> cancelled = false;
  };

  /// What a scan is about.
  struct Order {
    bool everything = false;
    bool was_asked_for = false;
    content::FolderEvents events;
  };

  void proceed();
  void start();
  void join();
  static void run(void* rescan) noexcept;
  int scan();
  static void on_done(uv_async_t* async) noexcept;
  static void on_rested(uv_timer_t* timer) noexcept;
  void settle();

  const Content content_;
  std::shared_ptr<const net::Site> site_;
  content::Follower& follower_;
  Delegate& delegate_;
  uv::Handle<uv_async_t> done_;
  uv::Handle<uv_timer_t> rest_timer_;
  Progress progress_;
  Order next_;
  Order order_;  // of the scan under way; as the next two, the thread's until that is over
  Done scanned_;
  int error_ = 0;  // an errno; 0: scanned_ is complete
  bool busy_ = false;
  bool owes_result_ = false;  // the scan under way was asked for
  bool has_thread_ = false;
  uv_thread_t thread_{};
};

}  // namespace ranged::daemon
