#include "http1/head_guard.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"

namespace ranged::http1 {
namespace {

using http::Status;

/// What may stand in a target of any form. Which of it makes sense is not judged here.
constexpr bool is_target_char(char c) { return c > 0x20 && c < 0x7f; }

/// HTTP-version, DIGIT written as 'd' (RFC 9112, section 2.3). Case-sensitive.
constexpr std::string_view kVersion = "HTTP/d.d";
constexpr std::size_t kMajor = 5;

}  // namespace

HeadGuard::Result HeadGuard::scan(std::string_view octets) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const std::size_t run = plain_run(octets.substr(i));
    position_ += run;
    i += run;
    if (i == octets.size()) break;
    const Verdict verdict = take(octets[i]);
    ++position_;
    if (verdict != Verdict::need_more) return {verdict, i + 1};
  }
  return {Verdict::need_more, octets.size()};
}

/// How many of the next octets change nothing but the position, within the limits.
std::size_t HeadGuard::plain_run(std::string_view octets) const {
  if (state_ != State::target && state_ != State::fields) return 0;
  const std::size_t limit =
      state_ == State::target ? std::min(limits_.request_line, limits_.head) : limits_.head;
  const std::size_t taken = position_ - begin_;
  octets = octets.substr(0, limit - std::min(limit, taken));
  if (state_ == State::fields) return fields_.plain_run(octets);
  const auto end =
      std::find_if_not(octets.begin(), octets.end(), [](char c) { return is_target_char(c); });
  return static_cast<std::size_t>(end - octets.begin());
}

std::string_view HeadGuard::method_in(std::string_view scanned) const {
  return scanned.substr(begin_, method_length_);
}

std::string_view HeadGuard::target_in(std::string_view scanned) const {
  return scanned.substr(target_begin_, target_length_);
}

Verdict HeadGuard::take(char octet) {
  if (!started()) {
    const Verdict verdict = take_before(octet);
    if (!started()) return verdict;
  }
  const std::size_t size = position_ - begin_ + 1;
  if (state_ < State::request_line_end && octet != '\r' && size > limits_.request_line) {
    return refuse(Status::uri_too_long, "the request line is too long");
  }
  if (size > limits_.head) {
    return refuse(Status::request_header_fields_too_large, "the head is too large");
  }
  switch (state_) {
    case State::method:
      return take_method(octet);
    case State::target:
      return take_target(octet);
    case State::version:
      return take_version(octet);
    case State::request_line_end:
      if (octet != '\n') return refuse(Status::bad_request, "a bare CR after the request line");
      return judge_version();
    default:
      return take_field(octet);
  }
}

Verdict HeadGuard::take_before(char octet) {
  if (state_ == State::empty_line_end) {
    if (octet != '\n') return refuse(Status::bad_request, "a bare CR before the request");
    state_ = State::before;
    return Verdict::need_more;
  }
  if (octet == '\r') {
    if (++empty_lines_ > kMaxEmptyLines) {
      return refuse(Status::bad_request, "too many empty lines before the request");
    }
    state_ = State::empty_line_end;
    return Verdict::need_more;
  }
  begin_ = position_;
  state_ = State::method;
  return Verdict::need_more;
}

Verdict HeadGuard::take_method(char octet) {
  const std::size_t length = position_ - begin_;
  if (octet == ' ' && length > 0) {
    method_length_ = length;
    target_begin_ = position_ + 1;
    state_ = State::target;
    return Verdict::need_more;
  }
  if (!http::is_token_char(octet)) return refuse(Status::bad_request, "the method is not a token");
  if (length == kMaxMethod) return refuse(Status::not_implemented, "no method is that long");
  return Verdict::need_more;
}

Verdict HeadGuard::take_target(char octet) {
  if (is_target_char(octet)) return Verdict::need_more;
  const std::size_t length = position_ - target_begin_;
  if (octet == ' ' && length == 0) return refuse(Status::bad_request, "an empty request target");
  if (octet == ' ' || octet == '\r') target_length_ = length;
  if (octet == '\r') return refuse(Status::bad_request, "no HTTP version");  // HTTP/0.9, or a fault
  if (octet != ' ') return refuse(Status::bad_request, "an octet no request target may have");
  state_ = State::version;
  return Verdict::need_more;
}

Verdict HeadGuard::take_version(char octet) {
  if (version_length_ == kVersion.size()) {
    if (octet != '\r') return refuse(Status::bad_request, "the request line goes on");
    state_ = State::request_line_end;
    return Verdict::need_more;
  }
  const char expected = kVersion[version_length_];
  if (expected == 'd' ? !http::is_digit(octet) : octet != expected) {
    return refuse(Status::bad_request, "a malformed HTTP version");
  }
  if (expected == 'd') (version_length_ == kMajor ? major_ : minor_) = octet;
  ++version_length_;
  return Verdict::need_more;
}

/// A minor version we do not know is one we understand (RFC 9110, section 2.5); a major one is not.
Verdict HeadGuard::judge_version() {
  if (major_ == '0') return refuse(Status::bad_request, "HTTP before 1.0");
  if (major_ != '1') return refuse(Status::http_version_not_supported, "HTTP after 1.x");
  minor_version_ = minor_ - '0';
  state_ = State::fields;
  return Verdict::need_more;
}

Verdict HeadGuard::take_field(char octet) {
  const Verdict verdict = fields_.take(octet);
  if (verdict == Verdict::refused) error_ = fields_.error();
  return verdict;
}

Verdict HeadGuard::refuse(Status status, std::string_view reason) {
  error_ = {status, reason};
  return Verdict::refused;
}

}  // namespace ranged::http1
