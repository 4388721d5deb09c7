#include "ranged/base/utf8.hpp"

#include <algorithm>

namespace ranged::base {
namespace {

std::uint32_t octet_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

Decoded decode_utf8(std::string_view text) {
  const std::uint32_t lead = octet_at(text, 0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  std::uint32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t octet = octet_at(text, i);
    if ((octet & 0xC0) != 0x80) return {};
    code_point = code_point << 6 | (octet & 0x3F);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kLeast[length] || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, length};
}

void append_utf8(std::string& to, std::uint32_t code_point) {
  if (code_point < 0x80) {
    to += static_cast<char>(code_point);
    return;
  }
  const unsigned more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  const std::uint32_t lead = 0xFF00u >> (more + 1) & 0xFFu;  // 110..., 1110..., 11110...
  to += static_cast<char>(lead | code_point >> 6 * more);
  for (unsigned i = more; i > 0; --i) {
    to += static_cast<char>(0x80 | (code_point >> 6 * (i - 1) & 0x3F));
  }
}

std::string to_valid_utf8(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_ascii)) return std::string(text);
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = decode_utf8(text).length;
    valid += length == 0 ? kReplacementCharacter : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return valid;
}

}  // namespace ranged::base
