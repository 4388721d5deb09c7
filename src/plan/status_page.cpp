#include "plan/status_page.hpp"

#include <string_view>

namespace ranged::plan {

namespace {

std::string_view explanation_of(http::Status status) {
  switch (status) {
    case http::Status::moved_permanently:
      return "This folder's address ends in a slash.";
    case http::Status::bad_request:
      return "The request is not well-formed HTTP.";
    case http::Status::forbidden:
      return "You may not see this.";
    case http::Status::not_found:
      return "There is nothing at this address.";
    case http::Status::method_not_allowed:
      return "Files can be read here (GET, HEAD), not changed.";
    case http::Status::request_timeout:
      return "The request did not arrive in time.";
    case http::Status::precondition_failed:
      return "The file is not, or no longer, the one the request was meant for.";
    case http::Status::content_too_large:
      return "The request carries more content than a request for a file needs.";
    case http::Status::uri_too_long:
      return "The address is too long.";
    case http::Status::range_not_satisfiable:
      return "The file ends before the range that was asked for.";
    case http::Status::expectation_failed:
      return "The server cannot do what the Expect field asks for.";
    case http::Status::misdirected_request:
      return "The address begins with https, but the connection is not secured.";
    case http::Status::request_header_fields_too_large:
      return "The header fields of the request are too many or too long.";
    case http::Status::not_implemented:
      return "The server does not know this method or transfer coding.";
    case http::Status::service_unavailable:
      return "The server is too busy to open the file. Please try again in a moment.";
    case http::Status::http_version_not_supported:
      return "The server speaks HTTP/1.1.";
    default:
      return "Something went wrong.";
  }
}

/// In the colours of the library. It is all in the page: at an address that is refused nothing else
/// may be had, and with `--listing off` there is no style sheet.
constexpr std::string_view kStyle =
    "<style>\n"
    "body { margin: 0 auto; max-width: 40rem; padding: 18vh 1.5rem;\n"
    "  background: #fbfaf7; color: #211d33;\n"
    "  font: 1.125rem/1.6 system-ui, \"DejaVu Sans\", sans-serif; }\n"
    "h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }\n"
    "p { margin: 0 0 .5rem; }\n"
    "a { color: #5b1f6e; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  body { background: #12101d; color: #ece8f6; }\n"
    "  a { color: #e0b0f0; }\n"
    "}\n"
    "</style>\n";

/// Whoever has followed an old link may want to go on.
bool leads_on(http::Status status) {
  return status == http::Status::not_found || status == http::Status::forbidden;
}

}  // namespace

std::string status_page(http::Status status) {
  std::string title = std::to_string(http::code(status));
  title += ' ';
  title += http::reason_phrase(status);

  std::string page =
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>";
  page += title;
  page += "</title>\n";
  page += kStyle;
  page += "<h1>";
  page += title;
  page += "</h1>\n<p>";
  page += explanation_of(status);
  page += "</p>\n";
  if (leads_on(status)) page += "<p><a href=\"/\">To the first page</a></p>\n";
  page += "</html>\n";
  return page;
}

}  // namespace ranged::plan
