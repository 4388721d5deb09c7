#pragma once

#include <uv.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <variant>

#include "daemon/indexing.hpp"
#include "ranged/content/index_changes.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// Reads the content folder again, on a thread of its own: those of libuv's pool are for what is
/// being sent, and a large folder on a slow disk would hold one of them for minutes.
class Rescan {
 public:
  struct Done {
    Indexed indexed;
    content::IndexChanges changes;  ///< since what was indexed before
  };
  using Result = std::variant<Done, int>;  ///< or an errno: what was indexed before still counts

  /// Called from the loop only.
  class Delegate {
   public:
    virtual void on_rescanned(Result result) = 0;

   protected:
    ~Delegate() = default;
  };

  /// `site` is what `content` was indexed as. `loop` and `delegate` must outlive the rescan.
  Rescan(uv_loop_t& loop, Content content, std::shared_ptr<const net::Site> site,
         Delegate& delegate);
  ~Rescan() { close(); }
  Rescan(const Rescan&) = delete;
  Rescan& operator=(const Rescan&) = delete;

  /// Begins a scan, or, while one is under way, has another follow it: it may have passed already
  /// where something is new.
  void request();

  /// A scan is under way, or one will follow.
  bool busy() const { return busy_; }

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

  void start();
  void join();
  static void run(void* rescan) noexcept;
  int scan();
  static void on_done(uv_async_t* async) noexcept;
  void settle();

  const Content content_;
  std::shared_ptr<const net::Site> site_;
  Delegate& delegate_;
  uv::Handle<uv_async_t> done_;
  Progress progress_;
  Done scanned_;   // as the error, the thread's until it has said that it is done
  int error_ = 0;  // an errno; 0: scanned_ is complete
  bool again_ = false;
  bool busy_ = false;
  bool has_thread_ = false;
  uv_thread_t thread_{};
};

}  // namespace ranged::daemon
