#pragma once

#include <uv.h>

#include <cstddef>
#include <string>

#include "file/block.hpp"

namespace ranged::net {

/// The octets on their way out of one connection, in order.
///
/// Bounded by its users: they stop pushing while has_room() is false, so a peer that does not read
/// costs at most kHighWater plus one push.
class WriteQueue {
 public:
  static constexpr std::size_t kHighWater = 64 * 1024;

  /// Called from the loop only, never from inside push().
  class Delegate {
   public:
    virtual void on_written() = 0;  ///< one push has left for the kernel
    virtual void on_write_failed(int uv_error) = 0;

   protected:
    ~Delegate() = default;
  };

  /// The stream must be closed, and its close callback have run, before the queue goes: libuv
  /// reports every pending write before it reports the close.
  WriteQueue(uv_stream_t& stream, Delegate& delegate) : stream_(stream), delegate_(delegate) {}
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  /// Octets not yet taken by the kernel. Shrinks with every partial write, so comparing two samples
  /// tells a slow peer from a stalled one.
  std::size_t octets() const { return uv_stream_get_write_queue_size(&stream_); }
  bool has_room() const { return octets() < kHighWater; }
  bool empty() const { return pushes_ == 0; }

  /// Sends `text`, then `block` (which may be empty), in one system call if the kernel has room. 0
  /// or a libuv error.
  [[nodiscard]] int push(std::string text, file::Block block);

 private:
  struct Write;
  static void on_write(uv_write_t* request, int status);

  uv_stream_t& stream_;
  Delegate& delegate_;
  std::size_t pushes_ = 0;
};

}  // namespace ranged::net
