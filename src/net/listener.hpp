#pragma once

#include <uv.h>

#include "ranged/base/unique_fd.hpp"
#include "ranged/net/server.hpp"
#include "uv/handle.hpp"

namespace ranged::net {

/// One listening socket, which can be made to wait.
///
/// libuv stops polling a listener whose connection callback did not accept: the connection at hand
/// waits in it, the others in the backlog. The accept that comes later starts the polling again.
class Listener {
 public:
  /// Called from the loop only.
  class Delegate {
   public:
    /// A connection can be accepted. Not to call accept() is to let it wait.
    virtual void on_connection(Listener& listener) = 0;
    virtual void on_accept_failed(int uv_error) = 0;

   protected:
    ~Delegate() = default;
  };

  /// Both must outlive the listener.
  Listener(uv_loop_t& loop, Delegate& delegate) : loop_(loop), delegate_(delegate) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Binds and listens, once. 0 or a libuv error; UV_EINVAL if the host is not a numeric address.
  [[nodiscard]] int listen(const ListenAddress& address, PortSharing sharing);

  /// Listens, once, on a socket that is bound. A libuv error closes it.
  [[nodiscard]] int listen(base::UniqueFd socket, Backlog backlog, Opening opening);

  /// Where the socket is really bound; port 0 has been replaced.
  const Endpoint& endpoint() const { return endpoint_; }

  /// Whether a connection was left waiting.
  bool has_waiting() const { return waiting_; }

  /// Accepts the connection at hand into an initialised socket. 0 or a libuv error.
  [[nodiscard]] int accept(uv_tcp_t& socket);

  /// The next connection of a backlog that is ours, behind the one at hand; none if there is none
  /// at once. Only for the moment before the listener goes.
  base::UniqueFd take_from_backlog();

 private:
  static void on_connection(uv_stream_t* stream, int status) noexcept;
  [[nodiscard]] int create(unsigned family);
  [[nodiscard]] int start(Opening opening);

  uv_loop_t& loop_;
  Delegate& delegate_;
  uv::Handle<uv_tcp_t> socket_;  // of Unix, too: libuv's TCP streams do not mind
  Endpoint endpoint_;
  Backlog backlog_ = Backlog::ours;
  bool waiting_ = false;
};

}  // namespace ranged::net
