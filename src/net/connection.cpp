#include "net/connection.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "net/socket.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http1/response_head.hpp"
#include "ranged/plan/router.hpp"

namespace ranged::net {

using http1::RequestParser;

namespace {

/// Times a file is opened anew because it changed before anything was promised of it.
constexpr unsigned kMaxAttempts = 3;

CloseReason close_reason_of(file::ReadFailure failure) {
  switch (failure) {
    case file::ReadFailure::short_file:
      return CloseReason::short_file;
    case file::ReadFailure::changed_file:
      return CloseReason::changed_file;
    case file::ReadFailure::read_error:
      break;
  }
  return CloseReason::read_error;
}

uv_stream_t* stream_of(uv_tcp_t& socket) { return reinterpret_cast<uv_stream_t*>(&socket); }

}  // namespace

Connection::Connection(Context& context, Owner& owner)
    : context_(context),
      owner_(owner),
      parser_(context.limits.request),
      queue_(*stream_of(socket_), *this),
      lookup_(context.loop, *this) {
  RANGED_CHECK(uv_tcp_init(&context.loop, &socket_) == 0);
  socket_.data = this;
}

void Connection::start() {
  peer_ = peer_name(socket_);
  prepare_socket(socket_);
  enter(State::idle);
}

void Connection::drain() {
  if (state_ == State::idle) close_idle(CloseReason::draining);
}

void Connection::close(CloseReason reason) {
  if (state_ == State::closed) return;
  const bool breaks_promise = sender_ && sender_->committed();
  if (state_ == State::sending) report_answer(false);
  enter(State::closed);
  lookup_.cancel();
  sender_.reset();
  context_.observer.on_closed(reason, peer_, exchange_.resolved);
  const auto on_closed = [](uv_handle_t* handle) {
    auto& self = *static_cast<Connection*>(handle->data);
    self.owner_.on_gone(self);  // destroys self
  };
  if (breaks_promise && uv_tcp_close_reset(&socket_, on_closed) == 0) return;
  uv_close(reinterpret_cast<uv_handle_t*>(&socket_), on_closed);
}

// --- states
// ---------------------------------------------------------------------------------------

void Connection::handle(Event event) {
  const auto state = next(state_, event);
  RANGED_CHECK(state.has_value());
  enter(*state);
}

void Connection::enter(State state) {
  state_ = state;
  set_reading(reads(state));
  context_.deadlines.set(*this, state);
}

void Connection::set_reading(bool on) {
  if (on == reading_) return;
  reading_ = on;
  if (on) {
    RANGED_CHECK(uv_read_start(stream_of(socket_), on_alloc, on_read) == 0);
  } else {
    uv_read_stop(stream_of(socket_));
  }
}

void Connection::on_deadline() {
  switch (state_) {
    case State::idle:
      return close_idle(CloseReason::idle_timeout);
    case State::receiving:
      return refuse(Event::timeout, http::Status::request_timeout, CloseReason::head_timeout);
    case State::resolving:
      lookup_.cancel();
      handle(Event::timeout);
      return send_unavailable();
    case State::sending:
      if (note_progress()) return context_.deadlines.set(*this, State::sending);
      return close(queue_.empty() ? CloseReason::read_error : CloseReason::send_timeout);
    case State::lingering:
      if (note_progress() && may_linger_on()) {
        return context_.deadlines.set(*this, State::lingering);
      }
      return close(CloseReason::linger_timeout);
    case State::closed:
      return;
  }
}

// --- octets in
// ------------------------------------------------------------------------------------

void Connection::on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
  auto& input = static_cast<Connection*>(handle->data)->context_.input;
  *buffer = uv_buf_init(input.data(), static_cast<unsigned>(input.size()));
}

void Connection::on_read(uv_stream_t* stream, ssize_t result, const uv_buf_t* buffer) {
  auto& self = *static_cast<Connection*>(stream->data);
  if (result > 0) return self.on_input({buffer->base, static_cast<std::size_t>(result)});
  if (result == 0) return;  // nothing to read after all
  if (result != UV_EOF) return self.close(CloseReason::peer_reset);
  self.close(self.state_ == State::lingering ? self.close_reason_ : CloseReason::peer_closed);
}

void Connection::on_input(std::string_view octets) {
  if (state_ == State::lingering) {
    if (may_linger_on()) context_.deadlines.set(*this, State::lingering);
    return;
  }
  octets.remove_prefix(consume(octets));
  if (state_ == State::lingering || state_ == State::closed) return;
  waiting_.assign(octets);
  waiting_from_ = 0;
}

/// Feeds the parser for as long as it is our turn to listen. Returns how much was taken.
std::size_t Connection::consume(std::string_view octets) {
  std::size_t taken = 0;
  while (taken < octets.size() && (state_ == State::idle || state_ == State::receiving)) {
    const auto result = parser_.feed(octets.substr(taken));
    taken += result.consumed;
    if (state_ == State::idle) {
      if (result.outcome == RequestParser::Outcome::need_more && !parser_.in_message()) continue;
      exchange_ = {};
      exchange_.began = uv_hrtime();
      handle(Event::octets);
    }
    if (!step(result.outcome)) break;
  }
  return taken;
}

/// Acts on what the parser says; false once the request is decided.
bool Connection::step(RequestParser::Outcome outcome) {
  switch (outcome) {
    case RequestParser::Outcome::need_more:
      return true;
    case RequestParser::Outcome::expects_continue:
      if (queue_.push(std::string(http1::kContinue), {}) == 0) return true;
      close(CloseReason::peer_reset);
      return false;
    case RequestParser::Outcome::request:
      begin_request();
      return false;
    case RequestParser::Outcome::refused:
      refuse(Event::refused, parser_.error().status, CloseReason::refused);
      return false;
  }
  return false;
}

/// What the peer pipelined behind the request that has just been answered.
void Connection::consume_waiting() {
  if (waiting_from_ == waiting_.size()) return;
  waiting_from_ += consume(std::string_view(waiting_).substr(waiting_from_));
  if (waiting_from_ == waiting_.size()) {
    std::string().swap(waiting_);  // an idle connection holds no buffer
    waiting_from_ = 0;
  }
}

// --- parse, resolve, plan
// -------------------------------------------------------------------------

void Connection::begin_request() {
  handle(Event::request);
  ++requests_;
  auto route = plan::route(parser_.request(), context_.site->index, context_.site->policy);
  if (auto* plan = std::get_if<plan::ResponsePlan>(&route)) {
    handle(Event::resolved);
    return send(std::move(*plan), nullptr);
  }
  const auto& entry = std::get<plan::Selected>(route).entry;
  exchange_.resolved = entry.resolved;
  exchange_.media_type = entry.media_type;
  resolve();
}

void Connection::resolve() {
  ++exchange_.attempts;
  const auto& site = context_.site;
  if (lookup_.start({site, &site->root}, exchange_.resolved) != 0) {
    on_looked_up(content::LookupFailure::unavailable);
  }
}

void Connection::on_looked_up(file::FileLookup::Result result) {
  handle(Event::resolved);
  const auto& request = parser_.request();
  if (const auto* failure = std::get_if<content::LookupFailure>(&result)) {
    return send(plan::plan_lookup_failure(*failure, request.method), nullptr);
  }
  auto file =
      std::make_shared<const content::OpenFile>(std::get<content::OpenFile>(std::move(result)));
  const content::Representation selected{file->length, file->modified, exchange_.media_type};
  send(plan::plan_representation(request, selected, context_.site->policy, context_.clock.now()),
       std::move(file));
}

void Connection::refuse(Event why, http::Status status, CloseReason reason) {
  exchange_.close_reason = reason;
  handle(why);
  send(plan::plan_refusal(status, http::method_of(parser_.request().method_token)), nullptr);
}

void Connection::send_unavailable() {
  send(plan::plan_lookup_failure(content::LookupFailure::unavailable, parser_.request().method),
       nullptr);
}

// --- send
// -----------------------------------------------------------------------------------------

void Connection::send(plan::ResponsePlan plan, std::shared_ptr<const content::OpenFile> file) {
  const auto& request = parser_.request();
  exchange_.status = plan.status;
  exchange_.promised = plan::length_of(plan.body);
  exchange_.content_range = plan.fields.find("Content-Range").value_or("");
  exchange_.persists = decide_persistence(plan);

  const http1::Transmission transmission{context_.clock.date(), exchange_.persists,
                                         request.minor_version};
  sender_.emplace(context_.loop, queue_, *this);
  last_progress_ = progress();
  const int error = sender_->start(http1::format_head(plan.status, plan.fields, transmission),
                                   std::move(plan.body), std::move(file));
  if (error != 0) close(CloseReason::peer_reset);
}

bool Connection::decide_persistence(const plan::ResponsePlan& plan) const {
  const std::size_t most = context_.limits.max_requests;
  const bool may_ask_again = most == 0 || requests_ < most;
  return parser_.request().persists && may_ask_again && !plan.closes && !context_.draining;
}

void Connection::on_written() {
  if (state_ != State::sending || !sender_) return;
  note_progress();
  context_.deadlines.set(*this, State::sending);
  if (sender_->resume() != 0) return close(CloseReason::peer_reset);
  if (sender_->all_queued() && queue_.empty()) finish_answer();
}

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

void Connection::on_read_failed(file::ReadFailure failure) {
  if (sender_->committed()) return close(close_reason_of(failure));
  sender_.reset();
  handle(Event::changed);
  if (failure != file::ReadFailure::read_error && exchange_.attempts < kMaxAttempts) {
    return resolve();
  }
  handle(Event::resolved);
  send_unavailable();
}

void Connection::finish_answer() {
  report_answer(true);
  sender_.reset();
  if (context_.draining) return begin_lingering(CloseReason::draining);
  if (!exchange_.persists) return begin_lingering(exchange_.close_reason);
  parser_.next();
  handle(Event::sent_persists);
  consume_waiting();
}

void Connection::report_answer(bool complete) {
  const auto& request = parser_.request();
  AccessRecord record;
  record.peer = peer_;
  record.method = request.method_token;
  record.target = request.target;
  record.range = request.fields.find("Range").value_or("");
  record.content_range = exchange_.content_range;
  record.status = exchange_.status;
  record.promised = exchange_.promised;
  record.octets = complete ? exchange_.promised : (sender_ ? sender_->body_octets_taken() : 0);
  record.duration = std::chrono::microseconds((uv_hrtime() - exchange_.began) / 1000);
  context_.observer.on_answered(record);
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
  linger_until_ =
      uv_now(&context_.loop) + static_cast<std::uint64_t>(context_.limits.linger_in_all.count());
  if (uv_shutdown(&shutdown_, stream_of(socket_), [](uv_shutdown_t*, int) {}) != 0) {
    close(CloseReason::peer_reset);
  }
}

bool Connection::may_linger_on() const { return uv_now(&context_.loop) < linger_until_; }

}  // namespace ranged::net
