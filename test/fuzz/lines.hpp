#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "ranged/http/grammar.hpp"

// How inputs are made of several values: by lines, so that seeds can be written and read by people.

namespace ranged::fuzz {

/// Removes the first line of `text`, LF and all, and returns it without the LF.
inline std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Removes the first word of `line` and the blanks around it.
inline std::string_view take_word(std::string_view& line) {
  line = http::trim_whitespace(line);
  const auto end = std::min(line.find_first_of(" \t"), line.size());
  const auto word = line.substr(0, end);
  line = http::trim_whitespace(line.substr(end));
  return word;
}

/// Removes the first word and reads it as a number: digits up to the first octet that is none, the
/// largest number if they are too many.
inline std::uint64_t take_number(std::string_view& line) {
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value = 0;
  for (const char c : take_word(line)) {
    if (!http::is_digit(c)) break;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    value = value > (kMax - digit) / 10 ? kMax : value * 10 + digit;
  }
  return value;
}

}  // namespace ranged::fuzz
