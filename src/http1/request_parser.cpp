#include "ranged/http1/request_parser.hpp"

#include <llhttp.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "http1/chunk_extension_guard.hpp"
#include "http1/field_guard.hpp"
#include "http1/head_guard.hpp"
#include "http1/message_framing.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/expectation.hpp"
#include "ranged/http/grammar.hpp"

// A head is held back until its guard has seen it whole, then given to llhttp in one piece: every
// view points into one buffer. What is to become of the content is decided from the fields before
// llhttp is given any of it. Each message starts with a fresh llhttp_t, so nothing of one message
// reaches the next.

namespace ranged::http1 {
namespace {

using http::Status;

/// An idle connection keeps no more than this of what its requests needed.
constexpr std::size_t kKeptOctets = 1024;
constexpr std::size_t kKeptFields = 32;

}  // namespace

struct RequestParser::Impl {
  enum class State : std::uint8_t { head, content, trailers, complete, refused };

  explicit Impl(const HeadLimits& head_limits)
      : limits(head_limits), guard(head_limits), trailer_guard(head_limits.fields) {}

  Result feed(std::string_view octets);
  void next();

  std::size_t take_head(std::string_view octets);
  void parse_head();
  void judge_head(llhttp_errno_t error);
  bool parsers_agree(llhttp_errno_t error) const;
  std::size_t take_content(std::string_view octets);
  std::size_t take_framed(std::string_view octets);
  std::size_t run_llhttp(std::string_view octets);
  std::size_t take_extension(std::string_view octets);
  std::size_t take_trailers(std::string_view octets);
  void refuse(Status status, std::string_view reason);

  // llhttp's callbacks; C calls them.
  static const llhttp_settings_t& settings();
  static int on_url(llhttp_t* parser, const char* at, std::size_t length) noexcept;
  static int on_field_name(llhttp_t* parser, const char* at, std::size_t length) noexcept;
  static int on_field_value(llhttp_t* parser, const char* at, std::size_t length) noexcept;
  static int on_head_complete(llhttp_t* parser) noexcept;
  static int on_chunk_header(llhttp_t* parser) noexcept;
  static int on_chunk_complete(llhttp_t* parser) noexcept;
  static int on_message_complete(llhttp_t* parser) noexcept;

  const HeadLimits limits;
  State state = State::head;
  HeadGuard guard;
  FieldGuard trailer_guard;
  std::string head;  // every octet the guard has scanned
  std::uint64_t content_octets = 0;
  http::Expectation expectation = http::Expectation::none;
  http::Request request;  // its views point into `head`
  ParseError error;

  llhttp_t parser{};
  std::string_view url;         // as llhttp understands it
  std::string_view field_name;  // the value of which is still to come
  bool head_complete = false;
  bool in_chunk_line = false;  // the line of a chunk size
  std::optional<ChunkExtensionGuard> extension;
  bool last_chunk = false;
  bool message_complete = false;
};

RequestParser::Result RequestParser::Impl::feed(std::string_view octets) {
  RANGED_CHECK(state != State::complete);
  if (state == State::refused) return {Outcome::refused, 0};
  std::size_t consumed = 0;
  if (state == State::head) {
    consumed = take_head(octets);
    if (state == State::content && consumed == octets.size() &&
        expectation == http::Expectation::to_continue) {
      return {Outcome::expects_continue, consumed};
    }
  }
  if (state == State::content || state == State::trailers) {
    consumed += take_content(octets.substr(consumed));
  }
  if (state == State::refused) return {Outcome::refused, consumed};
  return {state == State::complete ? Outcome::request : Outcome::need_more, consumed};
}

void RequestParser::Impl::next() {
  if (state == State::refused) return;  // for good
  RANGED_CHECK(state == State::complete);
  http::FieldSection fields = std::move(request.fields);
  fields.clear();
  request = {};
  if (guard.field_lines() <= kKeptFields) request.fields = std::move(fields);
  head.clear();
  if (head.capacity() > kKeptOctets) std::string().swap(head);
  guard = HeadGuard(limits);
  trailer_guard = FieldGuard(limits.fields);
  content_octets = 0;
  state = State::head;
}

std::size_t RequestParser::Impl::take_head(std::string_view octets) {
  const auto [verdict, consumed] = guard.scan(octets);
  head.append(octets.substr(0, consumed));
  request.method_token = guard.method_in(head);
  request.target = guard.target_in(head);
  request.minor_version = guard.minor_version().value_or(1);
  if (!request.method_token.empty()) request.method = http::method_of(request.method_token);
  if (verdict == Verdict::refused) refuse(guard.error().status, guard.error().reason);
  if (verdict == Verdict::complete) parse_head();
  return consumed;
}

void RequestParser::Impl::parse_head() {
  if (request.method == http::Method::unknown) {
    return refuse(Status::not_implemented, "an unknown method");
  }
  head_complete = last_chunk = message_complete = false;
  url = {};
  llhttp_init(&parser, HTTP_REQUEST, &settings());
  parser.data = this;
  // The version is judged, and llhttp 8 has no setter for this flag; both know the bit.
  parser.lenient_flags |= static_cast<decltype(parser.lenient_flags)>(LENIENT_VERSION);
  const auto octets = std::string_view(head).substr(guard.begin());
  judge_head(llhttp_execute(&parser, octets.data(), octets.size()));
}

void RequestParser::Impl::judge_head(llhttp_errno_t llhttp_error) {
  if (llhttp_error == HPE_INVALID_METHOD) {
    return refuse(Status::not_implemented, "a method llhttp does not know");
  }
  if (!parsers_agree(llhttp_error)) return refuse(Status::bad_request, "llhttp refused the head");
  const auto framing = judge_framing(request.fields, request.minor_version, limits.content);
  if (const auto* fault = std::get_if<ParseError>(&framing)) {
    return refuse(fault->status, fault->reason);
  }
  const bool content_follows = std::get<Framing>(framing) != Framing::none;
  if (content_follows == message_complete) {
    return refuse(Status::bad_request, "llhttp sees another length");
  }
  expectation = http::expectation_of(request.fields, request.minor_version);
  if (content_follows && expectation == http::Expectation::unknown) {
    return refuse(Status::expectation_failed, "the peer waits for what cannot be met");
  }
  request.persists = persists(request.fields, request.minor_version);
  in_chunk_line = std::get<Framing>(framing) == Framing::chunked;
  state = content_follows ? State::content : State::complete;
}

/// Whether llhttp has read the head to its last octet, and in it what the guard has read.
bool RequestParser::Impl::parsers_agree(llhttp_errno_t llhttp_error) const {
  if (!head_complete || url != request.target) return false;
  if (request.fields.size() != guard.field_lines()) return false;
  if (!message_complete) return llhttp_error == HPE_OK;
  return llhttp_error == HPE_PAUSED && llhttp_get_error_pos(&parser) == head.data() + head.size();
}

/// Gives no more to llhttp than may be dropped, so that the octet beyond is 413 in any split.
std::size_t RequestParser::Impl::take_content(std::string_view octets) {
  const auto allowed = std::min<std::uint64_t>(octets.size(), limits.content - content_octets);
  const auto piece = octets.substr(0, static_cast<std::size_t>(allowed));
  std::size_t consumed = 0;
  while (consumed < piece.size() && (state == State::content || state == State::trailers)) {
    const auto rest = piece.substr(consumed);
    consumed += state == State::content ? take_framed(rest) : take_trailers(rest);
  }
  content_octets += consumed;
  const bool goes_on = state == State::content || state == State::trailers;
  if (goes_on && octets.size() > piece.size()) {
    refuse(Status::content_too_large, "more content than is dropped");
  }
  return consumed;
}

/// Content and its framing but for the trailers. Takes at least one octet, or ends an extension.
std::size_t RequestParser::Impl::take_framed(std::string_view octets) {
  if (extension) return take_extension(octets);
  if (!in_chunk_line) return run_llhttp(octets);
  constexpr std::string_view kEndOfSize = "; \t";
  const auto size = octets.substr(0, octets.find_first_of(kEndOfSize));
  if (!size.empty()) return run_llhttp(size);
  extension.emplace();
  return take_extension(octets);
}

/// Stops where the message ends, behind each chunk, and before the trailers.
std::size_t RequestParser::Impl::run_llhttp(std::string_view octets) {
  const llhttp_errno_t llhttp_error = llhttp_execute(&parser, octets.data(), octets.size());
  if (llhttp_error == HPE_OK) return octets.size();
  if (llhttp_error != HPE_PAUSED) {
    refuse(Status::bad_request, "malformed content");
    return octets.size();
  }
  const auto consumed = static_cast<std::size_t>(llhttp_get_error_pos(&parser) - octets.data());
  if (last_chunk) state = State::trailers;
  if (message_complete) state = State::complete;
  llhttp_resume(&parser);
  return consumed;
}

std::size_t RequestParser::Impl::take_extension(std::string_view octets) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const Verdict verdict = extension->take(octets[i]);
    if (verdict == Verdict::need_more) continue;
    if (verdict == Verdict::refused) refuse(Status::bad_request, "a malformed chunk extension");
    extension.reset();
    return i;  // the CR is llhttp's again
  }
  return octets.size();
}

/// llhttp 8 takes folded trailers, nameless ones and a bare LF at their end; the guard does not.
std::size_t RequestParser::Impl::take_trailers(std::string_view octets) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const Verdict verdict = trailer_guard.take(octets[i]);
    if (verdict == Verdict::need_more) continue;
    if (verdict == Verdict::complete) state = State::complete;
    if (verdict == Verdict::refused) {
      refuse(trailer_guard.error().status, trailer_guard.error().reason);
    }
    return i + 1;
  }
  return octets.size();
}

void RequestParser::Impl::refuse(Status status, std::string_view reason) {
  error = {status, reason};
  request.persists = false;
  state = State::refused;
}

const llhttp_settings_t& RequestParser::Impl::settings() {
  static const llhttp_settings_t settings = [] {
    llhttp_settings_t callbacks;
    llhttp_settings_init(&callbacks);
    callbacks.on_url = on_url;
    callbacks.on_header_field = on_field_name;
    callbacks.on_header_value = on_field_value;
    callbacks.on_headers_complete = on_head_complete;
    callbacks.on_chunk_header = on_chunk_header;
    callbacks.on_chunk_complete = on_chunk_complete;
    callbacks.on_message_complete = on_message_complete;
    return callbacks;
  }();
  return settings;
}

int RequestParser::Impl::on_url(llhttp_t* parser, const char* at, std::size_t length) noexcept {
  static_cast<Impl*>(parser->data)->url = {at, length};
  return 0;
}

int RequestParser::Impl::on_field_name(llhttp_t* parser, const char* at,
                                       std::size_t length) noexcept {
  static_cast<Impl*>(parser->data)->field_name = {at, length};
  return 0;
}

/// Comes once a line, with an empty value too: the head is in one piece and has no folds.
int RequestParser::Impl::on_field_value(llhttp_t* parser, const char* at,
                                        std::size_t length) noexcept {
  auto* const self = static_cast<Impl*>(parser->data);
  self->request.fields.add({self->field_name, http::trim_whitespace({at, length})});
  return 0;
}

int RequestParser::Impl::on_head_complete(llhttp_t* parser) noexcept {
  static_cast<Impl*>(parser->data)->head_complete = true;
  parser->upgrade = 0;  // Upgrade is ignored, CONNECT refused: the next message is HTTP still
  return 0;             // 1 would skip the content in the parser, not on the wire
}

/// The trailers behind the last chunk are not llhttp's.
int RequestParser::Impl::on_chunk_header(llhttp_t* parser) noexcept {
  auto* const self = static_cast<Impl*>(parser->data);
  self->in_chunk_line = false;
  self->last_chunk = parser->content_length == 0;
  return self->last_chunk ? HPE_PAUSED : 0;
}

int RequestParser::Impl::on_chunk_complete(llhttp_t* parser) noexcept {
  static_cast<Impl*>(parser->data)->in_chunk_line = true;
  return HPE_PAUSED;  // the next line may have an extension
}

int RequestParser::Impl::on_message_complete(llhttp_t* parser) noexcept {
  static_cast<Impl*>(parser->data)->message_complete = true;
  return HPE_PAUSED;  // not one octet behind it
}

RequestParser::RequestParser(const HeadLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestParser::~RequestParser() = default;

RequestParser::Result RequestParser::feed(std::string_view octets) { return impl_->feed(octets); }

const http::Request& RequestParser::request() const { return impl_->request; }

const ParseError& RequestParser::error() const { return impl_->error; }

bool RequestParser::in_message() const {
  if (impl_->state == Impl::State::head) return impl_->guard.started();
  return impl_->state == Impl::State::content || impl_->state == Impl::State::trailers;
}

void RequestParser::next() { impl_->next(); }

}  // namespace ranged::http1
