#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "file/file_lookup.hpp"
#include "net/connection_state.hpp"
#include "net/context.hpp"
#include "net/exchange.hpp"
#include "net/response_sender.hpp"
#include "net/write_queue.hpp"
#include "ranged/http1/request_parser.hpp"

namespace ranged::net {

/// One accepted socket, from the first octet to the close callback: parse, resolve, plan, send,
/// again.
///
/// One request at a time, enforced by not reading: what a peer pipelines waits in the kernel. In
/// exactly one State; enter() is the only place that changes it.
class Connection final : public WriteQueue::Delegate,
                         public ResponseSender::Delegate,
                         public file::FileLookup::Delegate,
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

  /// Both must outlive the connection.
  Connection(Context& context, Owner& owner);
  ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The socket, for uv_accept(). After it, start() or close().
  uv_tcp_t& socket() { return socket_; }
  void start();

  /// Closes if nothing is under way; otherwise after the answer.
  void drain();

  /// Idempotent. What was promised and not sent ends in a reset.
  void close(CloseReason reason);

 private:
  void on_written() override;
  void on_write_failed(int) override { close(CloseReason::peer_reset); }
  void on_read_failed(file::ReadFailure failure) override;
  void on_looked_up(file::FileLookup::Result result) override;
  void on_deadline() override;

  static void on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer);
  void on_input(std::string_view octets);
  std::size_t consume(std::string_view octets);
  void consume_waiting();
  bool step(http1::RequestParser::Outcome outcome);

  void handle(Event event);
  void enter(State state);
  void set_reading(bool on);

  void begin_request();
  void resolve();
  void refuse(Event why, http::Status status, CloseReason reason);
  void send_unavailable();
  void send(plan::ResponsePlan plan, std::shared_ptr<const content::OpenFile> file);
  bool decide_persistence(const plan::ResponsePlan& plan) const;
  std::int64_t progress() const;
  bool note_progress();
  void finish_answer();
  void report_answer(bool complete);
  void close_idle(CloseReason reason);
  void begin_lingering(CloseReason reason);
  bool may_linger_on() const;

  Context& context_;
  Owner& owner_;
  uv_tcp_t socket_{};
  uv_shutdown_t shutdown_{};
  State state_ = State::idle;
  bool reading_ = false;
  std::string peer_;

  http1::RequestParser parser_;
  std::size_t requests_ = 0;  // complete ones, so far
  std::string waiting_;       // received behind the request under way; at most one reading
  std::size_t waiting_from_ = 0;

  WriteQueue queue_;
  file::FileLookup lookup_;
  Exchange exchange_;                     // the request under way and its answer
  std::optional<ResponseSender> sender_;  // while sending
  std::int64_t last_progress_ = 0;        // progress() when the deadline was last set
  CloseReason close_reason_ = CloseReason::peer_closed;  // once lingering
  std::uint64_t linger_until_ = 0;                       // likewise: renewed no longer than this
};

}  // namespace ranged::net
