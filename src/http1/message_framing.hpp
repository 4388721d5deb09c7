#pragma once

#include <cstdint>
#include <variant>

#include "ranged/http/message.hpp"
#include "ranged/http1/request_parser.hpp"

// Where a request ends and whether another may follow (RFC 9112, sections 6 and 9). Judges fields
// only; the octets of the content are not seen here.

namespace ranged::http1 {

/// How the content of a request is delimited.
enum class Framing : std::uint8_t {
  none,     ///< the head is the whole message
  length,   ///< Content-Length octets follow
  chunked,  ///< chunks follow
};

/// Refuses every head from which two readers could compute two lengths, and more than `max_content`
/// octets. A sender that means well writes none of it.
std::variant<Framing, ParseError> judge_framing(const http::FieldSection& fields, int minor_version,
                                                std::uint64_t max_content);

/// Whether the peer wants to send another request (section 9.3).
bool persists(const http::FieldSection& fields, int minor_version);

}  // namespace ranged::http1
