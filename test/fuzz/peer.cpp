#include "fuzz/peer.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ranged/base/check.hpp"

namespace ranged::fuzz {

struct Peer::Write {
  uv_write_t request{};
  std::string octets;
};

Peer::Peer(uv_loop_t& loop, std::uint16_t port) : loop_(loop) {
  sockaddr_in address{};
  RANGED_CHECK(uv_ip4_addr("127.0.0.1", port, &address) == 0);
  RANGED_CHECK(uv_tcp_init(&loop, &socket_) == 0);
  socket_.data = this;
  const auto on_connected = [](uv_connect_t* request, int status) {
    RANGED_CHECK(status == 0);
    static_cast<Peer*>(request->handle->data)->connected_ = true;
  };
  RANGED_CHECK(uv_tcp_connect(&connect_, &socket_, reinterpret_cast<const sockaddr*>(&address),
                              on_connected) == 0);
  while (!connected_) uv_run(&loop_, UV_RUN_ONCE);
  uv_tcp_nodelay(&socket_, 1);
}

Peer::~Peer() { RANGED_CHECK(gone_); }

void Peer::send(std::string octets) {
  auto write = std::make_unique<Write>();
  write->octets = std::move(octets);
  const uv_buf_t buffer =
      uv_buf_init(write->octets.data(), static_cast<unsigned>(write->octets.size()));
  const auto on_written = [](uv_write_t* request, int) {
    delete reinterpret_cast<Write*>(request);  // failed or not: reading tells
  };
  static_assert(offsetof(Write, request) == 0);
  if (uv_write(&write->request, stream(), &buffer, 1, on_written) == 0) {
    static_cast<void>(write.release());
  }
  uv_run(&loop_, UV_RUN_NOWAIT);
}

void Peer::half_close() {
  if (std::exchange(half_closed_, true)) return;
  uv_shutdown(&shutdown_, stream(), [](uv_shutdown_t*, int) {});
  uv_run(&loop_, UV_RUN_NOWAIT);
}

void Peer::reset() {
  if (uv_tcp_close_reset(&socket_, on_closed) != 0) close();  // not after a half-close
}

void Peer::close() { uv_close(reinterpret_cast<uv_handle_t*>(&socket_), on_closed); }

void Peer::read_until(std::size_t octets) {
  wanted_ = octets;
  if (ended_ || received_.size() >= wanted_) return;
  RANGED_CHECK(uv_read_start(stream(), on_alloc, on_read) == 0);
  while (!ended_ && received_.size() < wanted_) uv_run(&loop_, UV_RUN_ONCE);
}

bool Peer::read_to_end() {
  read_until(std::numeric_limits<std::size_t>::max());
  return !was_reset_;
}

void Peer::on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
  auto& self = *static_cast<Peer*>(handle->data);
  const std::size_t room = std::min(sizeof self.buffer_, self.wanted_ - self.received_.size());
  *buffer = uv_buf_init(self.buffer_, static_cast<unsigned>(room));
}

void Peer::on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer) {
  auto& self = *static_cast<Peer*>(stream->data);
  if (result > 0) self.received_.append(buffer->base, static_cast<std::size_t>(result));
  self.ended_ = result < 0;
  self.was_reset_ = result < 0 && result != UV_EOF;
  if (self.ended_ || self.received_.size() == self.wanted_) uv_read_stop(stream);
}

void Peer::on_closed(uv_handle_t* handle) { static_cast<Peer*>(handle->data)->gone_ = true; }

}  // namespace ranged::fuzz
