#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"

// Octets -> requests, one at a time (RFC 9112). Stricter than llhttp, which does the framing: a
// guard reads every octet of a head first. What a request means is not known here.

namespace ranged::http1 {

/// What a peer may cost before its request is understood.
struct HeadLimits {
  std::size_t request_line = 8 * 1024;  ///< octets without CR LF; more is 414
  std::size_t head = 32 * 1024;         ///< octets of request line and fields, line ends and all;
                                        ///< more is 431
  std::size_t fields = 100;             ///< field lines; more is 431
  std::uint64_t content = 64 * 1024;  ///< octets of dropped content, with its framing; more is 413
};

/// Why a request was refused. The message boundary is lost: answer with `status`, then close.
struct ParseError {
  http::Status status = http::Status::bad_request;
  std::string_view reason;  ///< for a log; static storage
};

/// One connection's parser. Gives the same requests for the same octets, however they are split.
class RequestParser {
 public:
  enum class Outcome : std::uint8_t {
    need_more,         ///< everything was consumed; the message is not complete
    expects_continue,  ///< the head is complete, and the peer waits for 100 before its content
    request,           ///< request() is complete; no octet behind it was consumed
    refused,           ///< error() says why; feed nothing more
  };
  struct Result {
    Outcome outcome = Outcome::need_more;
    std::size_t consumed = 0;
  };

  explicit RequestParser(const HeadLimits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  /// Must not be called between Outcome::request and next(). Refuses for good once it has refused.
  /// Content is read and dropped.
  Result feed(std::string_view octets);

  /// Complete after Outcome::request. Before that, and after `refused`, whatever is understood so
  /// far (method_token and target may be empty), for the log; its views then are valid until
  /// feed().
  const http::Request& request() const;

  const ParseError& error() const;

  /// Whether a part of a message has been consumed: the peer is in the middle of something. Empty
  /// lines before a request are not part of it, and a message that is complete or refused is over.
  bool in_message() const;

  /// Forgets the complete request, and the memory it took if that was much; its views become
  /// invalid. Does nothing after `refused`.
  void next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ranged::http1
