#include "ranged/base/fingerprint.hpp"

#include <cstdint>

#include "ranged/base/text.hpp"

namespace ranged::base {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view octets, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const char c : octets) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

void append_hex(std::string& text, std::uint64_t number) {
  for (int shift = 60; shift >= 0; shift -= 4) {
    const auto digit = static_cast<unsigned>(number >> static_cast<unsigned>(shift)) & 0xfU;
    text += to_lower(hex_digit(digit));
  }
}

}  // namespace

std::string fingerprint_of(std::string_view octets) {
  std::string text;
  append_hex(text, hash_of(octets, 0xcbf29ce484222325));
  append_hex(text, hash_of(octets, 0x9ae16a3b2f90404f));
  return text;
}

}  // namespace ranged::base
