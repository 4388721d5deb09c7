#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// What every fuzz target is: a function that takes any octets and aborts if a rule does not hold.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace ranged::fuzz {

inline std::string_view octets_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace ranged::fuzz
