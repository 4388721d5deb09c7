#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http1/field_guard.hpp"

// The octets of one request head, judged as they arrive (RFC 9112, sections 2.2, 3 and 5): nothing
// that two readers could understand differently gets through, and nothing beyond the limits is
// waited for. Knows neither methods nor fields by name and keeps no octet.

namespace ranged::http1 {

/// Empty lines that may precede a request (RFC 9112, section 2.2): what old clients left behind
/// their content.
inline constexpr std::size_t kMaxEmptyLines = 2;

/// Longer than any method there is. What goes on without a space is no request.
inline constexpr std::size_t kMaxMethod = 64;

class HeadGuard {
 public:
  struct Result {
    Verdict verdict = Verdict::need_more;
    std::size_t consumed = 0;  ///< up to and with the octet that decided
  };

  explicit HeadGuard(const HeadLimits& limits) : limits_(limits), fields_(limits.fields) {}

  /// Must not be called again after anything but Verdict::need_more.
  Result scan(std::string_view octets);

  /// Whether the request line has begun.
  bool started() const { return state_ != State::before && state_ != State::empty_line_end; }

  /// Octets of empty lines before the request line.
  std::size_t begin() const { return begin_; }

  // What is understood so far, as parts of `scanned`, which is every octet scanned; empty while it
  // is not known where they end.
  std::string_view method_in(std::string_view scanned) const;
  std::string_view target_in(std::string_view scanned) const;

  /// Of HTTP/1.x; nullopt until the request line is complete.
  std::optional<int> minor_version() const { return minor_version_; }

  std::size_t field_lines() const { return fields_.lines(); }

  const ParseError& error() const { return error_; }

 private:
  enum class State : std::uint8_t {
    before,
    empty_line_end,
    method,
    target,
    version,
    request_line_end,
    fields,
  };

  std::size_t plain_run(std::string_view octets) const;
  Verdict take(char octet);
  Verdict take_before(char octet);
  Verdict take_method(char octet);
  Verdict take_target(char octet);
  Verdict take_version(char octet);
  Verdict judge_version();
  Verdict take_field(char octet);
  Verdict refuse(http::Status status, std::string_view reason);

  HeadLimits limits_;
  FieldGuard fields_;
  State state_ = State::before;
  std::size_t position_ = 0;  // octets taken before the one in hand
  std::size_t empty_lines_ = 0;
  std::size_t begin_ = 0;
  std::size_t method_length_ = 0;
  std::size_t target_begin_ = 0;
  std::size_t target_length_ = 0;
  std::size_t version_length_ = 0;
  char major_ = '0';
  char minor_ = '0';
  std::optional<int> minor_version_;
  ParseError error_;
};

}  // namespace ranged::http1
