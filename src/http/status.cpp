#include "ranged/http/status.hpp"

#include <algorithm>
#include <iterator>

namespace ranged::http {

namespace {

struct Phrase {
  Status status;
  std::string_view text;
};

constexpr Phrase kPhrases[] = {
    {Status::continue_, "Continue"},
    {Status::ok, "OK"},
    {Status::no_content, "No Content"},
    {Status::partial_content, "Partial Content"},
    {Status::moved_permanently, "Moved Permanently"},
    {Status::not_modified, "Not Modified"},
    {Status::bad_request, "Bad Request"},
    {Status::forbidden, "Forbidden"},
    {Status::not_found, "Not Found"},
    {Status::method_not_allowed, "Method Not Allowed"},
    {Status::request_timeout, "Request Timeout"},
    {Status::precondition_failed, "Precondition Failed"},
    {Status::content_too_large, "Content Too Large"},
    {Status::uri_too_long, "URI Too Long"},
    {Status::range_not_satisfiable, "Range Not Satisfiable"},
    {Status::expectation_failed, "Expectation Failed"},
    {Status::misdirected_request, "Misdirected Request"},
    {Status::request_header_fields_too_large, "Request Header Fields Too Large"},  // RFC 6585
    {Status::internal_server_error, "Internal Server Error"},
    {Status::not_implemented, "Not Implemented"},
    {Status::service_unavailable, "Service Unavailable"},
    {Status::http_version_not_supported, "HTTP Version Not Supported"},
};

}  // namespace

std::string_view reason_phrase(Status status) {
  const auto phrase = std::find_if(std::begin(kPhrases), std::end(kPhrases),
                                   [&](const Phrase& row) { return row.status == status; });
  return phrase == std::end(kPhrases) ? std::string_view{} : phrase->text;
}

}  // namespace ranged::http
