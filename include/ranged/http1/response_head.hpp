#pragma once

#include <string>
#include <string_view>

#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"

// Response heads as octets (RFC 9112, sections 4 and 5).

namespace ranged::http1 {

/// What `net` alone knows of a response.
struct Transmission {
  std::string_view date;  ///< an HTTP-date
  bool persists = true;
};

/// The status line, Date, Server, `fields` in their order, Connection, and the empty line. The
/// version sent is always HTTP/1.1; Connection is always there, as HTTP/1.0 peers need it.
std::string format_head(http::Status status, const http::FieldList& fields,
                        const Transmission& transmission);

/// The interim response that asks for the content.
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace ranged::http1
