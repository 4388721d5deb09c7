#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "file/file_cache.hpp"
#include "net/connection_state.hpp"
#include "net/context.hpp"
#include "net/exchange.hpp"
#include "net/pacer.hpp"
#include "net/response_sender.hpp"
#include "net/turns.hpp"
#include "net/write_queue.hpp"
#include "ranged/http1/proxy_header.hpp"
#include "ranged/http1/request_parser.hpp"

namespace ranged::net {

/// One accepted socket, from the first octet to the close callback: parse, resolve, plan, send,
/// again.
///
/// One request at a time: what a peer pipelines waits, at most one reading of it here, the rest in
/// the kernel. In exactly one State; enter() is the only place that changes it. When the file is
/// open and its blocks are in memory, an answer is sent without leaving the callback that read its
/// request.
///
/// Three sources: connection.cpp is the life, connection_receiving.cpp the octets in,
/// connection_answering.cpp everything from the request to the last octet of its answer.
class Connection final : public WriteQueue::Delegate,
                         public ResponseSender::Delegate,
                         public file::FileCache::Waiter,
                         public Documents::Waiter,
                         public Turns::Taker,
                         public Pacer::Item,
                         public Deadlines::Item {
 public:
  /// Told once, when libuv has let go of the socket: the connection must be destroyed then, and no
  /// earlier.
  class Owner {
   public:
    virtual void on_gone(Connection& connection) = 0;

   protected:
    ~Owner() = default;
  };

  /// Context and owner must outlive the connection. `id` is its own among those of the server.
  Connection(Context& context, std::uint64_t id, Owner& owner);
  ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The socket, for uv_accept(). After it, start() or close().
  uv_tcp_t& socket() { return socket_; }
  /// Answers 503 at once, and closes, if the peer's address has as many connections as it may.
  void start(Opening opening);

  /// Closes if nothing is under way, nor has come unread; otherwise after the answer. Who has had
  /// no request yet gets the newcomer timeout to send one. Called from the loop only.
  void drain();

  /// Idempotent. What was promised and not sent ends in a reset.
  void close(CloseReason reason);

 private:
  // the life
  void on_closed();
  void welcome(std::optional<base::IpAddress> peer);
  void handle(Event event);
  void enter(State state);
  void on_deadline() override;
  void on_turn() override;
  void on_pace() override { advance(); }
  void on_write_failed(int) override { close(CloseReason::peer_reset); }
  void close_idle(CloseReason reason);
  void begin_lingering(CloseReason reason);
  bool may_linger_on() const;
  std::int64_t progress() const;
  bool note_progress();

  // receiving
  static void on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) noexcept;
  static void on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer) noexcept;
  void on_input(std::string_view octets);
  std::size_t introduce(std::string_view octets);
  void on_end_of_input();
  std::size_t consume(std::string_view octets);
  void consume_waiting();
  bool listens() const { return net::listens(state_); }
  void begin_reading();
  void read_what_has_come();
  void stop_reading();
  bool step(http1::RequestParser::Outcome outcome);

  // answering
  void begin_request();
  void resolve();
  void resolve_plain();
  void on_file(const file::FileCache::Result& result) override;
  plan::ResponsePlan plan_file(const file::PreparedFile& file) const;
  void resolve_document(const plan::Wish& wish);
  void on_document(const Documents::Result& result) override;
  void refuse(Event why, http::Status status, CloseReason reason);
  void refuse_peer();
  void send_unavailable();
  void send(plan::ResponsePlan plan, std::shared_ptr<const content::OpenFile> file);
  bool decide_persistence(const plan::ResponsePlan& plan) const;
  void advance();
  void on_room() override;
  void on_sendable() override { advance(); }
  void on_read_failed(file::ReadFailure failure) override;
  void finish_answer();
  void report_answer(std::uint64_t octets, std::optional<CloseReason> cut_off_by);

  Context& context_;
  const std::uint64_t id_;
  Owner& owner_;
  uv_tcp_t socket_{};
  uv_shutdown_t shutdown_{};
  State state_ = State::idle;
  std::string peer_;
  std::optional<base::IpAddress> counted_;  // as one of its connections

  std::unique_ptr<http1::ProxyHeaderParser> introduction_;  // while introducing
  http1::RequestParser parser_;
  std::size_t requests_ = 0;  // complete ones, so far
  std::string waiting_;       // received and not yet consumed; at most one reading
  bool reading_ = false;
  bool consuming_ = false;     // consume() is at work further down the stack
  bool end_of_input_ = false;  // the peer has closed his side

  WriteQueue queue_;
  Exchange exchange_;                     // the request under way and its answer
  std::optional<ResponseSender> sender_;  // while sending
  std::int64_t last_progress_ = 0;        // progress() when the deadline was last renewed for it
  CloseReason close_reason_ = CloseReason::peer_closed;  // once lingering or closed
  std::uint64_t linger_until_ = 0;                       // likewise: renewed no longer than this
};

}  // namespace ranged::net
