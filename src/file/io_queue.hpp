#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

#include "ranged/base/ring.hpp"

// Which disk operation enters libuv's threadpool next.

namespace ranged::file {

/// What an operation touches.
struct IoTarget {
  std::uint64_t device = 0;
  std::uint64_t file = 0;  ///< its inode, or whatever else tells it from the others of the device

  friend bool operator==(const IoTarget&, const IoTarget&) = default;
};

/// Operations under way at most.
struct IoBounds {
  std::size_t of_a_file = 1;
  std::size_t of_a_device = 3;
  std::size_t in_all = 4;

  /// A quarter of the threads for one file, three quarters for one device, never none.
  static IoBounds for_threads(std::size_t threads);
};

/// libuv's threads take what was queued first, so that one file whose every read hangs, or one
/// mount that is dead, would soon hold all of them. Here an operation waits until its file, its
/// device and the pool have room; the files of a device take turns, and so do devices.
///
/// Shared by everyone who has operations, and by the operations themselves.
class IoQueue {
 public:
  class Operation;

  /// `loop` must outlive the queue.
  IoQueue(uv_loop_t& loop, const IoBounds& bounds) : loop_(loop), bounds_(bounds) {}
  IoQueue(const IoQueue&) = delete;
  IoQueue& operator=(const IoQueue&) = delete;

  uv_loop_t& loop() const { return loop_; }
  std::size_t under_way() const { return under_way_; }

 private:
  /// The operations of one file that wait. In its device's ring while it has some and has room.
  struct File : base::RingLink {
    base::Ring<Operation> waiting;
    std::size_t under_way = 0;
  };
  /// In the queue's ring while it has files in its own and has room.
  struct Device : base::RingLink {
    std::unordered_map<std::uint64_t, File> files;
    base::Ring<File> ready;
    std::size_t under_way = 0;
  };

  [[nodiscard]] int submit(Operation& operation);
  void release(const IoTarget& target);
  [[nodiscard]] int begin(Operation& operation, Device& device, File& file);
  void begin_waiting();
  Operation* next();
  void line_up(Device& device, File& file);
  void forget(const IoTarget& target);

  uv_loop_t& loop_;
  const IoBounds bounds_;
  std::unordered_map<std::uint64_t, Device> devices_;
  base::Ring<Device> ready_;
  std::size_t under_way_ = 0;
};

/// One operation: waits, is under way, is over when it is destroyed, which must not be before libuv
/// has let go of it. One that only waits may go at any time.
class IoQueue::Operation : public base::RingLink {
 public:
  Operation(std::shared_ptr<IoQueue> queue, IoTarget target)
      : queue_(std::move(queue)), target_(target) {}
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

  /// Begins at once if there is room. 0, or what begin() said: then nothing more will happen.
  [[nodiscard]] int submit() { return queue_->submit(*this); }

  bool is_under_way() const { return is_under_way_; }

 protected:
  virtual ~Operation();

  uv_loop_t& loop() const { return queue_->loop(); }

 private:
  friend class IoQueue;

  /// Hands itself to libuv. 0 or a libuv error; UV_ECANCELED if nobody wants it any longer.
  [[nodiscard]] virtual int begin() = 0;
  /// It had waited, and then begin() failed. Called from the loop. May destroy the operation.
  virtual void on_not_begun(int error) = 0;

  std::shared_ptr<IoQueue> queue_;
  const IoTarget target_;
  bool is_under_way_ = false;
};

}  // namespace ranged::file
