#include "ranged/http/content_disposition.hpp"

#include "ranged/base/utf8.hpp"
#include "ranged/http/grammar.hpp"
#include "ranged/http/percent_encoding.hpp"

namespace ranged::http {
namespace {

/// What all clients take from between the quotes as it stands. No '%': some decode it there (RFC
/// 6266, appendix D).
constexpr bool is_plain(char c) {
  return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '%' && c != '/';
}

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// A '_' for each character that is not plain.
std::string in_ascii(std::string_view utf8) {
  std::string ascii;
  for (const char c : utf8) {
    if (is_plain(c)) {
      ascii += c;
    } else if (!is_continuation(c)) {
      ascii += '_';
    }
  }
  return ascii;
}

/// attr-char, RFC 8187 section 3.2.1.
constexpr bool is_attribute_char(char c) {
  return is_digit(c) || is_alpha(c) ||
         std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace

std::string attachment(std::string_view file_name) {
  const std::string name = base::to_valid_utf8(file_name);
  const std::string ascii = in_ascii(name);
  std::string value = "attachment; filename=\"" + ascii + '"';
  if (ascii == name) return value;
  value += "; filename*=UTF-8''";
  for (const char c : name) {
    if (is_attribute_char(c)) {
      value += c;
    } else {
      append_encoded(value, static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '_' : c);
    }
  }
  return value;
}

}  // namespace ranged::http
