#pragma once

#include <uv.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace ranged::net {

/// The way out of one connection. Octets go to the kernel at once; of what it does not take only
/// enough is kept to be told when it takes more, so that a peer who does not read costs about a
/// KiB.
class WriteQueue {
 public:
  static constexpr std::size_t kKept = 1024;

  /// Called from the loop only, never from inside send().
  class Delegate {
   public:
    virtual void on_room() = 0;  ///< everything kept has left; send() again
    virtual void on_write_failed(int uv_error) = 0;

   protected:
    ~Delegate() = default;
  };

  /// The stream must be closed, and its close callback have run, before the queue goes: libuv
  /// reports the pending write before it reports the close.
  WriteQueue(uv_stream_t& stream, Delegate& delegate) : stream_(stream), delegate_(delegate) {}
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  /// Whether octets are kept, and on_room() will be called.
  bool waiting() const { return kept_ != nullptr; }

  /// Octets kept that the kernel has not taken.
  std::size_t octets() const { return uv_stream_get_write_queue_size(&stream_); }

  /// Sends `first`, then `second`, in one system call. Requires !waiting(). Returns how many octets
  /// of both together it took over, or a negative libuv error; if not all of them, waiting() is
  /// true then.
  [[nodiscard]] ssize_t send(std::string_view first, std::string_view second);

 private:
  struct Kept;
  static void on_write(uv_write_t* request, int status) noexcept;
  [[nodiscard]] ssize_t keep(std::string_view first, std::string_view second, std::size_t taken);

  uv_stream_t& stream_;
  Delegate& delegate_;
  Kept* kept_ = nullptr;  // owned by libuv until on_write
};

}  // namespace ranged::net
