#include "ranged/http1/response_head.hpp"

namespace ranged::http1 {

std::string format_head(http::Status status, const http::FieldList& fields,
                        const Transmission& transmission) {
  // HTTP/1.0 must be told (RFC 9112, section 9.3), 1.1 may be.
  constexpr std::string_view kPersists = "Connection: keep-alive\r\n\r\n";
  constexpr std::string_view kCloses = "Connection: close\r\n\r\n";
  constexpr std::size_t kStatusLineAndServer = 96;

  std::string head;
  head.reserve(kStatusLineAndServer + transmission.date.size() + fields.text().size());
  head.append("HTTP/1.1 ").append(std::to_string(http::code(status))).append(" ");
  head.append(http::reason_phrase(status)).append("\r\nDate: ").append(transmission.date);
  head.append("\r\nServer: ranged\r\n").append(fields.text());
  return head.append(transmission.persists ? kPersists : kCloses);
}

}  // namespace ranged::http1
