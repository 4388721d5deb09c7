#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ranged/http/grammar.hpp"

// The characters of URIs, and how every other octet is spelled (RFC 3986, section 2). What may
// stand where is not known here.

namespace ranged::http {

constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// What stands for itself in a host name, a path segment and a query: unreserved and sub-delims.
constexpr bool is_unreserved_or_sub_delim(char c) {
  return is_digit(c) || is_alpha(c) ||
         std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

/// Octets of one percent sequence.
inline constexpr std::size_t kPercentSequence = 3;

/// The octet that the percent sequence at the front of `text` spells; nullopt if there is none.
std::optional<char> decode_front(std::string_view text);

/// Appends '/' as "%2F".
void append_encoded(std::string& text, char octet);

/// Appends the decoded `path` as it stands in a target: "a b/c" as "a%20b/c". No apostrophe is
/// left, which may be in a path (RFC 3986, section 3.3) but would end an attribute of a page.
void append_encoded_path(std::string& text, std::string_view path);

}  // namespace ranged::http
