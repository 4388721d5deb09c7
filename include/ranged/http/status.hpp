#pragma once

#include <cstdint>
#include <string_view>

// The status codes ranged sends, and their reason phrases (RFC 9110, section 15).

namespace ranged::http {

enum class Status : std::uint16_t {
  continue_ = 100,
  ok = 200,
  no_content = 204,
  partial_content = 206,
  moved_permanently = 301,
  not_modified = 304,
  bad_request = 400,
  forbidden = 403,
  not_found = 404,
  method_not_allowed = 405,
  request_timeout = 408,
  precondition_failed = 412,
  content_too_large = 413,
  uri_too_long = 414,
  range_not_satisfiable = 416,
  expectation_failed = 417,
  misdirected_request = 421,
  request_header_fields_too_large = 431,
  internal_server_error = 500,
  not_implemented = 501,
  service_unavailable = 503,
  http_version_not_supported = 505,
};

constexpr unsigned code(Status status) { return static_cast<unsigned>(status); }

/// "Partial Content"; never empty for a Status above.
std::string_view reason_phrase(Status status);

}  // namespace ranged::http
