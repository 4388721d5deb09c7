#include "ranged/http/status.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(Status, HasTheCodeAndThePhraseOfTheRfc) {
  const struct {
    Status status;
    unsigned code;
    std::string_view phrase;
  } cases[] = {
      {Status::continue_, 100, "Continue"},
      {Status::ok, 200, "OK"},
      {Status::no_content, 204, "No Content"},
      {Status::partial_content, 206, "Partial Content"},
      {Status::moved_permanently, 301, "Moved Permanently"},
      {Status::not_modified, 304, "Not Modified"},
      {Status::bad_request, 400, "Bad Request"},
      {Status::forbidden, 403, "Forbidden"},
      {Status::not_found, 404, "Not Found"},
      {Status::method_not_allowed, 405, "Method Not Allowed"},
      {Status::request_timeout, 408, "Request Timeout"},
      {Status::precondition_failed, 412, "Precondition Failed"},
      {Status::content_too_large, 413, "Content Too Large"},
      {Status::uri_too_long, 414, "URI Too Long"},
      {Status::range_not_satisfiable, 416, "Range Not Satisfiable"},
      {Status::expectation_failed, 417, "Expectation Failed"},
      {Status::request_header_fields_too_large, 431,
       "Request Header Fields Too Large"},  // RFC 6585
      {Status::internal_server_error, 500, "Internal Server Error"},
      {Status::not_implemented, 501, "Not Implemented"},
      {Status::service_unavailable, 503, "Service Unavailable"},
      {Status::misdirected_request, 421, "Misdirected Request"},
      {Status::http_version_not_supported, 505, "HTTP Version Not Supported"},
  };
  for (const auto& row : cases) {
    EXPECT_EQ(code(row.status), row.code) << row.phrase;
    EXPECT_EQ(reason_phrase(row.status), row.phrase) << row.code;
  }
}

}  // namespace
}  // namespace ranged::http
