#include "net/connection.hpp"

#include <utility>

#include "net/socket.hpp"
#include "ranged/base/check.hpp"

namespace ranged::net {

Connection::Connection(Context& context, std::uint64_t id, Owner& owner)
    : context_(context),
      id_(id),
      owner_(owner),
      parser_(context.limits.request),
      queue_(*stream_of(socket_), *this) {
  RANGED_CHECK(uv_tcp_init(&context.loop, &socket_) == 0);
  socket_.data = this;
}

void Connection::start(Opening opening) {
  peer_ = peer_name(socket_);
  prepare_socket(socket_);
  if (opening == Opening::request) {
    enter(State::idle);
    return welcome(context_.peers.counts() ? peer_address(socket_) : std::nullopt);
  }
  introduction_ = std::make_unique<http1::ProxyHeaderParser>();
  enter(State::introducing);
}

/// In idle, once it is known who the peer is; of nobody in particular, all are welcome.
void Connection::welcome(std::optional<base::IpAddress> peer) {
  if (!peer) return;
  if (!context_.peers.admit(*peer)) return refuse_peer();
  counted_ = peer;
}

void Connection::drain() {
  if (state_ != State::idle) return;
  if (!waiting_.empty()) {
    consume_waiting();
  } else if (requests_ > 0) {
    read_what_has_come();
  }
  if (state_ != State::idle) return;
  if (requests_ > 0) return close_idle(CloseReason::draining);
  handle(Event::draining);
}

void Connection::close(CloseReason reason) {
  if (state_ == State::closed) return;
  const bool breaks_promise = sender_ && sender_->committed();
  close_reason_ = reason;
  if (state_ == State::sending) exchange_.cut_off_at = sender_ ? sender_->body_octets_taken() : 0;
  handle(Event::let_go);
  file::FileCache::Waiter::unlink();
  Documents::Waiter::unlink();
  Turns::Taker::unlink();
  context_.pacer.forget(*this);
  sender_.reset();
  const auto on_closed = [](uv_handle_t* handle) noexcept {
    static_cast<Connection*>(handle->data)->on_closed();
  };
  if (breaks_promise && uv_tcp_close_reset(&socket_, on_closed) == 0) return;
  uv_close(reinterpret_cast<uv_handle_t*>(&socket_), on_closed);
}

void Connection::on_closed() {
  if (counted_) context_.peers.leave(*counted_);
  if (exchange_.cut_off_at) report_answer(*exchange_.cut_off_at, close_reason_);
  context_.observer.on_closed({close_reason_, peer_, exchange_.resolved, id_, requests_});
  owner_.on_gone(*this);  // destroys *this
}

void Connection::handle(Event event) {
  const auto state = next(state_, event);
  RANGED_CHECK(state.has_value());
  enter(*state);
}

/// Reading goes on in the states that do not want it until octets really come: to stop and begin
/// anew for each request would cost more system calls than the answer.
void Connection::enter(State state) {
  state_ = state;
  if (reads(state) && waiting_.empty()) begin_reading();
  if (state == State::closed) stop_reading();
  context_.deadlines.set(*this, state);
}

void Connection::on_turn() {
  if (state_ == State::sending) return advance();
  consume_waiting();
}

void Connection::on_deadline() {
  switch (state_) {
    case State::introducing:
      return close(CloseReason::head_timeout);
    case State::idle:
      return close_idle(CloseReason::idle_timeout);
    case State::awaiting:
      return close(CloseReason::draining);
    case State::receiving:
      return refuse(Event::timeout, http::Status::request_timeout, CloseReason::head_timeout);
    case State::resolving:
      file::FileCache::Waiter::unlink();
      Documents::Waiter::unlink();
      handle(Event::timeout);
      return send_unavailable();
    case State::sending:
      if (context_.pacer.holds(*this)) return context_.deadlines.set(*this, State::sending);
      if (note_progress()) return context_.deadlines.set(*this, State::sending);
      if (queue_.waiting()) return close(CloseReason::send_timeout);
      return on_read_failed(file::ReadFailure::read_error);  // it is the disk that stalls
    case State::lingering:
      if (note_progress() && may_linger_on()) {
        return context_.deadlines.set(*this, State::lingering);
      }
      return close(CloseReason::linger_timeout);
    case State::closed:
      return;
  }
}

/// At once, unless the kernel still holds octets of the last answer: a request that crosses our FIN
/// would destroy them.
void Connection::close_idle(CloseReason reason) {
  if (unacknowledged(socket_) == 0) return close(reason);
  begin_lingering(reason);
}

/// FIN, then wait for the peer's, and let him finish what he is sending: closing while octets of
/// his are unread would make the kernel reset the connection and destroy what he has not yet
/// received of the answer.
void Connection::begin_lingering(CloseReason reason) {
  close_reason_ = reason;
  last_progress_ = progress();
  std::string().swap(waiting_);
  handle(Event::sent_close);
  if (end_of_input_) return close(reason);
  linger_until_ =
      uv_now(&context_.loop) + static_cast<std::uint64_t>(context_.limits.linger_in_all.count());
  if (uv_shutdown(&shutdown_, stream_of(socket_), [](uv_shutdown_t*, int) noexcept {}) != 0) {
    close(CloseReason::peer_reset);
  }
}

bool Connection::may_linger_on() const { return uv_now(&context_.loop) < linger_until_; }

/// Grows with every octet that reaches the peer, from whatever number it begins at.
std::int64_t Connection::progress() const {
  const std::uint64_t taken = sender_ ? sender_->octets_taken() : 0;
  return static_cast<std::int64_t>(taken) - unacknowledged(socket_);
}

/// Whether the peer has taken octets since the last time: tells a slow one from a stalled one. Not
/// whether the kernel has, which takes none for as long as it holds enough for a slow peer.
bool Connection::note_progress() {
  const std::int64_t now = progress();
  return now > std::exchange(last_progress_, now);
}

}  // namespace ranged::net
