#pragma once

#include <algorithm>
#include <string_view>

// ASCII letters and hexadecimal digits, whatever the locale. Every other octet is only itself.

namespace ranged::base {

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

/// '0' to '9', 'A' to 'F'. `value` must be less than 16.
constexpr char hex_digit(unsigned value) { return "0123456789ABCDEF"[value]; }

}  // namespace ranged::base
