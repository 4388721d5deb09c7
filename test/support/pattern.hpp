#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>

// Octets that are alike nowhere, and short words for long ones.

namespace ranged::test {

/// The same for the same arguments; a shifted or mixed copy is noticed.
inline std::string pattern(std::size_t length, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string octets(length, '\0');
  for (char& octet : octets) octet = static_cast<char>(random());
  return octets;
}

/// "5 octets 0c7e..."; what a failing test prints instead of megabytes.
inline std::string digest(std::string_view octets) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char octet : octets) {
    hash ^= static_cast<unsigned char>(octet);
    hash *= 0x100000001b3;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu octets %016llx", octets.size(),
                static_cast<unsigned long long>(hash));
  return text;
}

}  // namespace ranged::test
