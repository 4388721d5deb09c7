#include "ranged/base/log.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "ranged/base/text.hpp"
#include "ranged/base/utf8.hpp"

namespace ranged::base {
namespace {

constexpr LogLevel kLevels[] = {LogLevel::debug, LogLevel::info, LogLevel::warning,
                                LogLevel::error};

std::uint32_t octet_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

/// Whether a terminal or a reader of logs may take it for more than a character: C0 and C1
/// controls, DEL, line and paragraph separators, and what turns the direction of writing.
bool has_effect(std::uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x061C ||
         code_point == 0x200E || code_point == 0x200F ||
         (code_point >= 0x2028 && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

void append_hexadecimal(std::string& to, std::string_view octets) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const std::uint32_t octet = octet_at(octets, i);
    to += {'\\', 'x', hex_digit(octet >> 4), hex_digit(octet & 0xF)};
  }
}

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '\\'; }

/// Appends the first character of `text`, or what stands in its place, and returns how many octets
/// it has. `text` must not be empty.
std::size_t append_character(std::string& to, std::string_view text) {
  const auto [code_point, length] = decode_utf8(text);
  const auto octets = text.substr(0, length == 0 ? 1 : length);
  if (length == 0 || has_effect(code_point)) {
    append_hexadecimal(to, octets);
  } else if (code_point == '\\') {
    to += "\\\\";
  } else {
    to += octets;
  }
  return octets.size();
}

constexpr std::string_view kCut = "...";

}  // namespace

std::string_view name_of(LogLevel level) {
  constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

std::optional<LogLevel> parse_log_level(std::string_view name) {
  const auto* const known = std::find_if(std::begin(kLevels), std::end(kLevels),
                                         [name](LogLevel level) { return name_of(level) == name; });
  return known == std::end(kLevels) ? std::nullopt : std::optional(*known);
}

std::string escape_controls(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  append_escaped(escaped, text);
  return escaped;
}

void append_escaped(std::string& to, std::string_view text, std::size_t most) {
  const std::size_t begin = to.size();
  const std::size_t safe = most - kCut.size();  // as long as kCut still fits behind it
  std::size_t cut = begin;
  while (!text.empty()) {
    const std::size_t length = to.size() - begin;
    const auto run = text.substr(0, safe > length ? safe - length : 0);
    const auto other = std::find_if_not(run.begin(), run.end(), is_plain);
    const auto plain = static_cast<std::size_t>(other - run.begin());
    to += run.substr(0, plain);
    text.remove_prefix(plain > 0 ? plain : append_character(to, text));
    if (to.size() - begin <= safe) cut = to.size();
    if (to.size() - begin > most) {
      to.replace(cut, to.npos, kCut);
      return;
    }
  }
}

}  // namespace ranged::base
