#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ranged/http1/request_parser.hpp"

// The octets of a section of field lines, judged one by one (RFC 9112, section 5): the fields of a
// head, or the trailers of a chunked message. Knows no field by name and keeps no octet.

namespace ranged::http1 {

/// What a guard thinks of the octets it has taken so far.
enum class Verdict : std::uint8_t {
  need_more,  ///< nothing wrong, not at the end
  complete,   ///< the last octet taken was the last of the section
  refused,    ///< the last octet taken cannot stand there; error() says why
};

/// Takes each octet of a section once, in order, up to the LF of the empty line that ends it.
class FieldGuard {
 public:
  /// `max_lines` field lines; one more is 431.
  explicit FieldGuard(std::size_t max_lines) : max_lines_(max_lines) {}

  /// Must not be called again after anything but Verdict::need_more.
  Verdict take(char octet);

  /// How many of the next octets lie within a name or a value: taking them changes nothing.
  std::size_t plain_run(std::string_view octets) const;

  /// Field lines begun.
  std::size_t lines() const { return lines_; }

  const ParseError& error() const { return error_; }

 private:
  enum class State : std::uint8_t { line_start, name, value, line_end, section_end };

  Verdict begin_line(char octet);
  Verdict take_name(char octet);
  Verdict take_value(char octet);
  Verdict refuse(http::Status status, std::string_view reason);

  std::size_t max_lines_;
  std::size_t lines_ = 0;
  State state_ = State::line_start;
  ParseError error_;
};

}  // namespace ranged::http1
