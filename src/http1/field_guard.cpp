#include "http1/field_guard.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"

namespace ranged::http1 {
namespace {

using http::Status;

constexpr bool is_whitespace(char c) { return c == ' ' || c == '\t'; }

/// field-vchar, SP and HTAB, obs-text included (RFC 9110, section 5.5): all but the controls.
constexpr bool is_value_char(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return c == '\t' || (octet >= 0x20 && octet != 0x7f);
}

}  // namespace

Verdict FieldGuard::take(char octet) {
  switch (state_) {
    case State::line_start:
      return begin_line(octet);
    case State::name:
      return take_name(octet);
    case State::value:
      return take_value(octet);
    case State::line_end:
      if (octet != '\n') return refuse(Status::bad_request, "a bare CR after a field value");
      state_ = State::line_start;
      return Verdict::need_more;
    case State::section_end:
      if (octet != '\n') return refuse(Status::bad_request, "a bare CR after the fields");
      return Verdict::complete;
  }
  return refuse(Status::bad_request, "no such state");
}

std::size_t FieldGuard::plain_run(std::string_view octets) const {
  const auto run_of = [octets](auto is_plain) {
    const auto end = std::find_if_not(octets.begin(), octets.end(), is_plain);
    return static_cast<std::size_t>(end - octets.begin());
  };
  if (state_ == State::name) return run_of([](char c) { return http::is_token_char(c); });
  if (state_ == State::value) return run_of([](char c) { return is_value_char(c); });
  return 0;
}

Verdict FieldGuard::begin_line(char octet) {
  if (octet == '\r') {
    state_ = State::section_end;
    return Verdict::need_more;
  }
  // obs-fold, or whitespace after the start-line (RFC 9112, sections 5.2 and 2.2): what follows is
  // a value to one reader and a field to another.
  if (is_whitespace(octet)) return refuse(Status::bad_request, "a line begins with whitespace");
  if (lines_ == max_lines_) {
    return refuse(Status::request_header_fields_too_large, "too many field lines");
  }
  ++lines_;
  state_ = State::name;
  if (octet == ':') return refuse(Status::bad_request, "an empty field name");
  return take_name(octet);
}

Verdict FieldGuard::take_name(char octet) {
  if (octet == ':') {
    state_ = State::value;
    return Verdict::need_more;
  }
  if (http::is_token_char(octet)) return Verdict::need_more;
  // RFC 9112, section 5.1
  if (is_whitespace(octet)) return refuse(Status::bad_request, "whitespace before a colon");
  return refuse(Status::bad_request, "a field name is not a token");
}

Verdict FieldGuard::take_value(char octet) {
  if (octet == '\r') {
    state_ = State::line_end;
    return Verdict::need_more;
  }
  if (is_value_char(octet)) return Verdict::need_more;
  if (octet == '\n') return refuse(Status::bad_request, "a bare LF in a field value");
  return refuse(Status::bad_request, "a control character in a field value");
}

Verdict FieldGuard::refuse(Status status, std::string_view reason) {
  error_ = {status, reason};
  return Verdict::refused;
}

}  // namespace ranged::http1
