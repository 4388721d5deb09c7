#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

// The other end of a connection, on the server's own loop and thread: what happens is the same each
// time, but for how long the disk takes.

namespace ranged::fuzz {

class Peer {
 public:
  /// Connects to 127.0.0.1. `loop` must outlive the peer.
  Peer(uv_loop_t& loop, std::uint16_t port);
  /// Requires gone().
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Nothing is read unless one of the functions below waits for it.
  void send(std::string octets);
  void half_close();
  void reset();
  void close();

  /// Runs the loop until there are `octets` in all, or the end.
  void read_until(std::size_t octets);
  /// Runs the loop until the server has closed. False if it was with a reset.
  bool read_to_end();

  const std::string& received() const { return received_; }

  /// The socket is closed, and libuv has let go of it.
  bool gone() const { return gone_; }

 private:
  struct Write;
  static void on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer);
  static void on_closed(uv_handle_t* handle);

  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&socket_); }

  uv_loop_t& loop_;
  uv_tcp_t socket_{};
  uv_connect_t connect_{};
  uv_shutdown_t shutdown_{};
  std::string received_;
  std::size_t wanted_ = 0;  // octets in all
  char buffer_[16 * 1024];
  bool connected_ = false;
  bool half_closed_ = false;
  bool ended_ = false;
  bool was_reset_ = false;
  bool gone_ = false;
};

}  // namespace ranged::fuzz
