#include "ranged/http1/response_head.hpp"

#include <algorithm>

#include "ranged/base/check.hpp"
#include "ranged/http/grammar.hpp"

namespace ranged::http1 {
namespace {

bool stays_on_its_line(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  RANGED_CHECK(http::is_token(name));
  RANGED_CHECK(stays_on_its_line(value));
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string format_head(http::Status status, const http::FieldList& fields,
                        const Transmission& transmission) {
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(std::to_string(http::code(status))).append(" ");
  head.append(http::reason_phrase(status)).append("\r\n");
  append_field(head, "Date", transmission.date);
  append_field(head, "Server", "ranged");
  for (const auto& field : fields) append_field(head, field.name, field.value);
  // HTTP/1.0 must be told (RFC 9112, section 9.3), 1.1 may be.
  append_field(head, "Connection", transmission.persists ? "keep-alive" : "close");
  return head.append("\r\n");
}

}  // namespace ranged::http1
