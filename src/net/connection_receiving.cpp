#include <sys/socket.h>
#include <uv.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "net/connection.hpp"
#include "net/socket.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http1/response_head.hpp"

// The octets in: from the socket to the parser, one request at a time.

namespace ranged::net {

using http1::RequestParser;

namespace {

/// Requests that one peer gets answered in one turn of the loop, when he has pipelined many.
constexpr std::size_t kMostInATurn = 16;

/// As the log spells it. `connected` is who has connected.
std::string name_of(const http1::ProxyHeaderParser::Peer& peer, const std::string& connected) {
  if (std::holds_alternative<http1::UnixPeer>(peer)) return "unix:";
  const auto* const proxied = std::get_if<http1::ProxiedPeer>(&peer);
  if (!proxied) return connected;
  return to_string(ListenAddress{base::to_string(proxied->address), proxied->port});
}

}  // namespace

void Connection::begin_reading() {
  if (reading_ || end_of_input_) return;
  reading_ = true;
  RANGED_CHECK(uv_read_start(stream_of(socket_), on_alloc, on_read) == 0);
}

void Connection::stop_reading() {
  if (!reading_) return;
  reading_ = false;
  uv_read_stop(stream_of(socket_));
}

/// What libuv has not seen yet: a request that was sent before our FIN is to be answered.
void Connection::read_what_has_come() {
  uv_os_fd_t fd = -1;
  if (end_of_input_ || uv_fileno(reinterpret_cast<uv_handle_t*>(&socket_), &fd) != 0) return;
  auto& input = context_.input;
  const ssize_t got = ::recv(fd, input.data(), input.size(), MSG_DONTWAIT);
  if (got > 0) return on_input({input.data(), static_cast<std::size_t>(got)});
  if (got == 0) return on_end_of_input();
  if (errno != EAGAIN && errno != EINTR) close(CloseReason::peer_reset);
}

void Connection::on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) noexcept {
  auto& input = static_cast<Connection*>(handle->data)->context_.input;
  *buffer = uv_buf_init(input.data(), static_cast<unsigned>(input.size()));
}

void Connection::on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer) noexcept {
  auto& self = *static_cast<Connection*>(stream->data);
  if (result > 0) return self.on_input({buffer->base, static_cast<std::size_t>(result)});
  if (result == 0) return;  // nothing to read after all
  if (result != UV_EOF) return self.close(CloseReason::peer_reset);
  self.on_end_of_input();
}

void Connection::on_input(std::string_view octets) {
  if (state_ == State::lingering) {
    if (may_linger_on()) context_.deadlines.set(*this, State::lingering);
    return;
  }
  if (state_ == State::introducing) octets.remove_prefix(introduce(octets));
  if (listens() && waiting_.empty()) octets.remove_prefix(consume(octets));
  if (octets.empty() || state_ == State::lingering || state_ == State::closed) return;
  waiting_.append(octets);
  stop_reading();  // the peer is ahead of us: the rest of it waits in the kernel
}

void Connection::on_end_of_input() {
  end_of_input_ = true;
  stop_reading();
  if (state_ == State::lingering) return close(close_reason_);
  if ((listens() && waiting_.empty()) || state_ == State::introducing)
    close(CloseReason::peer_closed);  // else he gets his answers first
}

/// What the proxy says before the first request. Returns how much was taken.
std::size_t Connection::introduce(std::string_view octets) {
  const auto result = introduction_->feed(octets);
  if (result.outcome == http1::ProxyHeaderParser::Outcome::need_more) return result.consumed;
  if (result.outcome == http1::ProxyHeaderParser::Outcome::refused) {
    close(CloseReason::no_proxy_header);
    return octets.size();
  }
  const auto peer = std::exchange(introduction_, nullptr)->peer();
  peer_ = name_of(peer, peer_);
  handle(Event::introduced);
  const auto* const proxied = std::get_if<http1::ProxiedPeer>(&peer);
  welcome(proxied ? std::optional(proxied->address) : std::nullopt);
  if (context_.draining && state_ == State::idle) handle(Event::draining);
  return result.consumed;
}

/// Feeds the parser for as long as it is our turn to listen. Returns how much was taken. What can
/// be answered at once is answered before it returns.
std::size_t Connection::consume(std::string_view octets) {
  const std::size_t most = requests_ + kMostInATurn;
  std::size_t taken = 0;
  consuming_ = true;
  while (taken < octets.size() && listens() && requests_ < most) {
    const auto result = parser_.feed(octets.substr(taken));
    taken += result.consumed;
    if (state_ != State::receiving) {
      if (result.outcome == RequestParser::Outcome::need_more && !parser_.in_message()) continue;
      exchange_ = {};
      exchange_.number = requests_ + 1;
      exchange_.began = uv_hrtime();
      handle(Event::octets);
    }
    if (!step(result.outcome)) break;
  }
  consuming_ = false;
  if (taken < octets.size() && listens()) context_.turns.add(*this);
  return taken;
}

/// What the peer pipelined behind the request that has just been answered.
void Connection::consume_waiting() {
  if (!listens()) return;
  waiting_.erase(0, consume(waiting_));
  if (!waiting_.empty() || !listens()) return;
  std::string().swap(waiting_);  // an idle connection holds no buffer
  if (end_of_input_) return close(CloseReason::peer_closed);
  begin_reading();
}

/// Acts on what the parser says; false if there is nothing more to listen to.
bool Connection::step(RequestParser::Outcome outcome) {
  switch (outcome) {
    case RequestParser::Outcome::need_more:
      return true;
    case RequestParser::Outcome::expects_continue:
      RANGED_CHECK(!queue_.waiting());  // the answer before it has left
      if (queue_.send(http1::kContinue, {}) >= 0) return true;
      close(CloseReason::peer_reset);
      return false;
    case RequestParser::Outcome::request:
      begin_request();
      return true;
    case RequestParser::Outcome::refused:
      refuse(Event::refused, parser_.error().status, CloseReason::refused);
      return false;
  }
  return false;
}

}  // namespace ranged::net
