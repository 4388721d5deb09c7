#include "ranged/base/fingerprint.hpp"

#include <cstdint>

#include "ranged/base/text.hpp"

namespace ranged::base {
namespace {

/// A step of FNV-1a, 64 bits.
constexpr std::uint64_t hash_with(std::uint64_t hash, char octet) {
  return (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3;
}

void append_hex(std::string& text, std::uint64_t number) {
  for (int shift = 60; shift >= 0; shift -= 4) {
    const auto digit = static_cast<unsigned>(number >> static_cast<unsigned>(shift)) & 0xfU;
    text += to_lower(hex_digit(digit));
  }
}

}  // namespace

std::string fingerprint_of(std::string_view octets) {
  std::uint64_t first = 0xcbf29ce484222325;
  std::uint64_t second = 0x9ae16a3b2f90404f;
  for (const char octet : octets) {  // side by side: a step waits for the one before it
    first = hash_with(first, octet);
    second = hash_with(second, octet);
  }
  std::string text;
  append_hex(text, first);
  append_hex(text, second);
  return text;
}

}  // namespace ranged::base
