#include "ranged/http/percent_encoding.hpp"

namespace ranged::http {
namespace {

/// Of a hexadecimal digit.
constexpr int value_of(char c) { return is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10; }

}  // namespace

std::optional<char> decode_front(std::string_view text) {
  const bool is_sequence = text.size() >= kPercentSequence && text[0] == '%' &&
                           is_hex_digit(text[1]) && is_hex_digit(text[2]);
  if (!is_sequence) return std::nullopt;
  return static_cast<char>(value_of(text[1]) * 16 + value_of(text[2]));
}

void append_encoded(std::string& text, char octet) {
  const auto value = static_cast<unsigned char>(octet);
  text += {'%', base::hex_digit(value / 16U), base::hex_digit(value % 16U)};
}

void append_encoded_path(std::string& text, std::string_view path) {
  for (const char c : path) {
    if (c == '/' || (is_unreserved_or_sub_delim(c) && c != '\'')) {
      text += c;
    } else {
      append_encoded(text, c);
    }
  }
}

}  // namespace ranged::http
