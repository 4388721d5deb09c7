#include "site/markup.hpp"

#include <algorithm>
#include <cstdint>

#include "ranged/base/utf8.hpp"
#include "ranged/http/percent_encoding.hpp"

namespace ranged::site {
namespace {

/// What has to be said in another way; empty for what stands for itself.
std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

constexpr bool is_plain(char c) {
  return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/// U+2400 to U+2421 are pictures of the controls of ASCII.
std::uint32_t picture_of(std::uint32_t control) {
  return control == 0x7F ? 0x2421 : 0x2400 + control;
}

constexpr bool is_ascii_control(std::uint32_t c) { return c < 0x20 || c == 0x7F; }
constexpr bool is_other_control(std::uint32_t c) { return c >= 0x80 && c < 0xA0; }

/// Appends the first character of `text`; returns how many octets it has.
std::size_t append_character(std::string& to, std::string_view text) {
  if (const auto escape = escape_of(text[0]); !escape.empty()) {
    to += escape;
    return 1;
  }
  const auto [code_point, length] = base::decode_utf8(text);
  if (length == 0 || is_other_control(code_point)) {
    to += base::kReplacementCharacter;
  } else if (is_ascii_control(code_point)) {
    base::append_utf8(to, picture_of(code_point));
  } else {
    to += text.substr(0, length);
  }
  return std::max<std::size_t>(length, 1);
}

}  // namespace

Markup& Markup::text(std::string_view octets) {
  while (!octets.empty()) {
    const auto* const other = std::find_if_not(octets.begin(), octets.end(), is_plain);
    const auto plain = static_cast<std::size_t>(other - octets.begin());
    text_ += octets.substr(0, plain);
    octets.remove_prefix(plain);
    if (!octets.empty()) octets.remove_prefix(append_character(text_, octets));
  }
  return *this;
}

Markup& Markup::file_address(std::string_view path) {
  std::string address = "/";
  http::append_encoded_path(address, path);
  return text(address);
}

Markup& Markup::folder_address(std::string_view path) {
  file_address(path);
  return path.empty() ? *this : raw("/");
}

Markup& Markup::count(std::size_t number, std::string_view noun) {
  raw(std::to_string(number)).raw(" ").raw(noun);
  return number == 1 ? *this : raw("s");
}

}  // namespace ranged::site
