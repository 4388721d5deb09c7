#include "net/listener.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <variant>

#include "net/socket.hpp"

namespace ranged::net {

namespace {

int share_port(uv_tcp_t& socket) {
  uv_os_fd_t fd = -1;
  if (const int error = uv_fileno(reinterpret_cast<uv_handle_t*>(&socket), &fd)) return error;
  const int on = 1;
  return setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0 ? 0 : -errno;
}

}  // namespace

int Listener::listen(const ListenAddress& address, PortSharing sharing) {
  sockaddr_storage storage{};
  auto* const any = reinterpret_cast<sockaddr*>(&storage);
  if (uv_ip4_addr(address.host.c_str(), address.port, reinterpret_cast<sockaddr_in*>(any)) != 0 &&
      uv_ip6_addr(address.host.c_str(), address.port, reinterpret_cast<sockaddr_in6*>(any)) != 0) {
    return UV_EINVAL;
  }
  // With its socket, which libuv otherwise makes when it is bound: too late to share the port.
  if (const int error = create(any->sa_family)) return error;
  if (sharing == PortSharing::shared) {
    if (const int error = share_port(*socket_)) return error;
  }
  if (const int error = uv_tcp_bind(socket_.get(), any, 0)) return error;
  return start(address.opening);
}

int Listener::listen(base::UniqueFd socket, Backlog backlog, Opening opening) {
  backlog_ = backlog;
  if (const int error = create(AF_UNSPEC)) return error;
  if (const int error = uv_tcp_open(socket_.get(), socket.get())) return error;
  static_cast<void>(socket.release());
  return start(opening);
}

int Listener::create(unsigned family) {
  int error = 0;
  socket_ = uv::make_handle<uv_tcp_t>(
      [&](uv_tcp_t* socket) { return error = uv_tcp_init_ex(&loop_, socket, family); });
  if (socket_) socket_->data = this;
  return error;
}

int Listener::start(Opening opening) {
  // An address in use is reported here, not by bind.
  if (const int error = uv_listen(stream_of(*socket_), SOMAXCONN, on_connection)) return error;
  const auto bound = local_endpoint(*socket_);
  if (!bound) return UV_EINVAL;
  endpoint_ = *bound;
  std::visit([opening](auto& address) { address.opening = opening; }, endpoint_);
  return 0;
}

int Listener::accept(uv_tcp_t& socket) {
  waiting_ = false;
  return uv_accept(stream_of(*socket_), stream_of(socket));
}

base::UniqueFd Listener::take_from_backlog() {
  uv_os_fd_t fd = -1;
  if (backlog_ != Backlog::ours) return {};
  if (uv_fileno(reinterpret_cast<uv_handle_t*>(socket_.get()), &fd) != 0) return {};
  return base::UniqueFd(::accept4(fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

void Listener::on_connection(uv_stream_t* stream, int status) noexcept {
  auto* const self = static_cast<Listener*>(stream->data);
  if (!self) return;
  if (status != 0) return self->delegate_.on_accept_failed(status);
  self->waiting_ = true;
  self->delegate_.on_connection(*self);
}

}  // namespace ranged::net
