#pragma once

#include <uv.h>

#include <cstdint>
#include <memory>

#include "content/folder_events.hpp"
#include "content/inotify.hpp"
#include "uv/handle.hpp"

namespace ranged::file {

/// Gathers on the loop what inotify tells. An idle folder wakes nobody.
class Watcher {
 public:
  /// From the first event on, so long is waited for more: what is done at once is told at once.
  static constexpr std::uint64_t kGathered = 200;  // milliseconds

  /// Meanwhile events are taken so often, before the kernel has too many and loses some.
  static constexpr std::uint64_t kTaken = 50;  // milliseconds

  /// Called from the loop only.
  class Delegate {
   public:
    virtual void on_changes(const content::FolderEvents& events) = 0;

   protected:
    ~Delegate() = default;
  };

  /// `loop` and `delegate` must outlive the watcher.
  Watcher(uv_loop_t& loop, Delegate& delegate);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// From now on what `inotify` tells; null: nothing. What another one has told is forgotten.
  void watch(std::shared_ptr<const content::Inotify> inotify);

  /// Lets go of the loop.
  void close();

 private:
  static void on_event(uv_poll_t* poll, int status, int) noexcept;
  static void on_time(uv_timer_t* timer) noexcept;
  void listen();
  void gather();
  void take();

  uv_loop_t& loop_;
  Delegate& delegate_;
  std::shared_ptr<const content::Inotify> inotify_;
  uv::Handle<uv_poll_t> poll_;  // while there is an inotify
  uv::Handle<uv_timer_t> timer_;
  content::FolderEvents events_;
  std::uint64_t takings_ = 0;  // since the first event
};

}  // namespace ranged::file
