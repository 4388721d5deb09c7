#include "site/folding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ranged/base/utf8.hpp"
#include "ranged/http/grammar.hpp"

namespace ranged::site {
namespace {

/// The letters that those from U+00C0 to U+017F are made of; '-' for those that are their own.
constexpr std::string_view kLatin =
    "aaaaaa-ceeeeiiii-nooooo-ouuuuy--aaaaaa-ceeeeiiii-nooooo-ouuuuy-y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkklllllll"
    "lllnnnnnnn--oooooo--rrrrrrsssssssstttttt"
    "uuuuuuuuuuuuwwyyyzzzzzzs";
constexpr std::uint32_t kLatinBegin = 0xC0;
static_assert(kLatin.size() == 0x180 - kLatinBegin);

constexpr bool is_in(std::uint32_t c, std::uint32_t first, std::uint32_t last) {
  return c >= first && c <= last;
}

std::uint32_t fold_latin(std::uint32_t c) {
  const char base = kLatin[c - kLatinBegin];
  if (base != '-') return static_cast<unsigned char>(base);
  if (c == 0xC6 || c == 0xD0 || c == 0xDE) return c + 0x20;
  return c == 0x132 || c == 0x14A || c == 0x152 ? c + 1 : c;
}

std::uint32_t fold_greek(std::uint32_t c) {
  struct Accented {
    std::uint32_t capital, small, base;
  };
  constexpr Accented kAccented[] = {
      {0x386, 0x3AC, 0x3B1}, {0x388, 0x3AD, 0x3B5}, {0x389, 0x3AE, 0x3B7}, {0x38A, 0x3AF, 0x3B9},
      {0x38C, 0x3CC, 0x3BF}, {0x38E, 0x3CD, 0x3C5}, {0x38F, 0x3CE, 0x3C9}, {0x3C2, 0x3C2, 0x3C3},
  };
  for (const auto& [capital, small, base] : kAccented) {
    if (c == capital || c == small) return base;
  }
  return is_in(c, 0x391, 0x3A9) ? c + 0x20 : c;
}

std::uint32_t fold_cyrillic(std::uint32_t c) {
  if (is_in(c, 0x400, 0x40F)) return c + 0x50;
  return is_in(c, 0x410, 0x42F) ? c + 0x20 : c;
}

constexpr bool is_combining(std::uint32_t c) { return is_in(c, 0x300, 0x36F); }

std::uint32_t fold(std::uint32_t c) {
  if (is_in(c, kLatinBegin, 0x17F)) return fold_latin(c);
  if (is_in(c, 0x386, 0x3CE)) return fold_greek(c);
  return is_in(c, 0x400, 0x42F) ? fold_cyrillic(c) : c;
}

/// Appends the first character of `text` folded; returns how many octets it has.
std::size_t append_character(std::string& to, std::string_view text) {
  const auto [code_point, length] = base::decode_utf8(text);
  if (length == 0) {
    to += base::kReplacementCharacter;
    return 1;
  }
  if (!is_combining(code_point)) base::append_utf8(to, fold(code_point));
  return length;
}

/// The same of all ASCII in front of the first octet that `ends` it: most names are nothing else.
template <typename Predicate>
std::size_t append_ascii(std::string& to, std::string_view text, Predicate ends) {
  const auto end = std::find_if(text.begin(), text.end(), [ends](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ends(c);
  });
  const auto length = static_cast<std::size_t>(end - text.begin());
  const std::size_t before = to.size();
  to.append(text, 0, length);
  std::transform(to.begin() + static_cast<std::ptrdiff_t>(before), to.end(),
                 to.begin() + static_cast<std::ptrdiff_t>(before), base::to_lower);
  return length;
}

/// Appends the number at the front of `text` so that a greater one has a greater key: how many
/// digits it has, and the digits. Names of files have at most 255. Returns how many were read.
std::size_t append_number(std::string& key, std::string_view text) {
  const auto end = static_cast<std::size_t>(
      std::find_if_not(text.begin(), text.end(), http::is_digit) - text.begin());
  const auto first = std::min(text.find_first_not_of('0'), end);
  key += '0';
  key += static_cast<char>(std::min<std::size_t>(end - first, 255));
  key += text.substr(first, end - first);
  return end;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  const auto never = [](char) { return false; };
  while (!text.empty()) {
    text.remove_prefix(append_ascii(result, text, never));
    if (!text.empty()) text.remove_prefix(append_character(result, text));
  }
  return result;
}

std::string sort_key(std::string_view name) {
  std::string key;
  key.reserve(name.size() + 8);
  while (!name.empty()) {
    name.remove_prefix(append_ascii(key, name, http::is_digit));
    if (name.empty()) break;
    name.remove_prefix(http::is_digit(name[0]) ? append_number(key, name)
                                               : append_character(key, name));
  }
  return key;
}

}  // namespace ranged::site
