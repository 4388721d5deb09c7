#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "ranged/base/text.hpp"

// The common rules that field values are made of (RFC 9110, section 5.6). Pure text.

namespace ranged::http {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

using base::to_lower;

/// As field names, tokens and unit names are compared.
using base::equals_ignoring_case;

namespace detail {
inline constexpr auto kTokenChars = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c) {
    const char octet = static_cast<char>(c);
    table[static_cast<std::size_t>(c)] =
        is_digit(octet) || is_alpha(octet) ||
        std::string_view("!#$%&'*+-.^_`|~").find(octet) != std::string_view::npos;
  }
  return table;
}();
}  // namespace detail

/// tchar, section 5.6.2.
constexpr bool is_token_char(char c) { return detail::kTokenChars[static_cast<unsigned char>(c)]; }

/// One or more token characters and nothing else.
bool is_token(std::string_view text);

/// What may stand behind the name of a field, section 5.5: not empty, no control character but HTAB
/// inside, and no whitespace at its ends.
bool is_field_value(std::string_view text);

/// `text` without the SP and HTAB at its ends (OWS, section 5.6.3).
std::string_view trim_whitespace(std::string_view text);

/// The elements of a comma-separated list, trimmed, empty ones left out (section 5.6.1.2). Knows no
/// quoted strings: for lists of tokens only.
std::vector<std::string_view> list_elements(std::string_view field_value);

}  // namespace ranged::http
