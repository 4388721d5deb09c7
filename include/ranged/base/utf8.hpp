#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// UTF-8 (RFC 3629), of octets that need not be it: names of files are octets.

namespace ranged::base {

/// A code point and how many octets spell it.
struct Decoded {
  std::uint32_t code_point = 0;
  std::size_t length = 0;  ///< 0: what stands here is not well-formed
};

/// Reads one sequence off the front: not overlong, no surrogate, not above U+10FFFF. `text` must
/// not be empty.
Decoded decode_utf8(std::string_view text);

/// `code_point` must be one that decode_utf8() could have returned.
void append_utf8(std::string& to, std::uint32_t code_point);

/// What stands for an octet that is not part of well-formed UTF-8.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// `text` with a replacement character for each octet that is not part of well-formed UTF-8.
std::string to_valid_utf8(std::string_view text);

}  // namespace ranged::base
