#include "http1/message_framing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/http/grammar.hpp"

namespace ranged::http1 {
namespace {

using http::Status;

ParseError bad_request(std::string_view reason) { return {Status::bad_request, reason}; }

/// The number, if it is digits and nothing else and fits: no sign, no list, no whitespace.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), http::is_digit)) return std::nullopt;
  std::uint64_t length = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), length);
  if (result.ec != std::errc{}) return std::nullopt;
  return length;
}

bool is_chunked(std::string_view coding) { return http::equals_ignoring_case(coding, "chunked"); }

/// Section 6.1. `codings` is the value of all lines together.
std::variant<Framing, ParseError> judge_transfer_encoding(std::string_view codings) {
  const auto elements = http::list_elements(codings);
  const auto commas = static_cast<std::size_t>(std::count(codings.begin(), codings.end(), ','));
  if (elements.size() != commas + 1) return bad_request("an empty transfer coding");
  if (!is_chunked(elements.back())) return bad_request("chunked is not the last transfer coding");
  if (std::count_if(elements.begin(), elements.end(), is_chunked) > 1) {
    return bad_request("chunked more than once");
  }
  if (elements.size() > 1) return ParseError{Status::not_implemented, "an unknown transfer coding"};
  return Framing::chunked;
}

/// Whether a comma-separated list, over all its lines, names `option`.
bool names_option(const http::FieldSection& fields, std::string_view name,
                  std::string_view option) {
  for (const auto& line : fields) {
    if (!http::equals_ignoring_case(line.name, name)) continue;
    for (const std::string_view element : http::list_elements(line.value)) {
      if (http::equals_ignoring_case(element, option)) return true;
    }
  }
  return false;
}

}  // namespace

std::variant<Framing, ParseError> judge_framing(const http::FieldSection& fields, int minor_version,
                                                std::uint64_t max_content) {
  const std::size_t lengths = fields.count("Content-Length");
  if (const auto codings = fields.combined("Transfer-Encoding")) {
    // Sections 6.1 and 6.3: somebody between us and the sender may believe the other field.
    if (lengths > 0) return bad_request("Transfer-Encoding with Content-Length");
    if (minor_version == 0) return bad_request("Transfer-Encoding in HTTP/1.0");
    return judge_transfer_encoding(*codings);
  }
  if (lengths == 0) return Framing::none;
  if (lengths > 1) return bad_request("Content-Length more than once");
  const auto length = parse_length(*fields.find("Content-Length"));
  if (!length) return bad_request("Content-Length is not a number");
  if (*length > max_content) {
    return ParseError{Status::content_too_large, "more content than is dropped"};
  }
  return *length == 0 ? Framing::none : Framing::length;
}

bool persists(const http::FieldSection& fields, int minor_version) {
  if (names_option(fields, "Connection", "close")) return false;
  return minor_version > 0 || names_option(fields, "Connection", "keep-alive");
}

}  // namespace ranged::http1
