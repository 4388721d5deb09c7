#pragma once

#include <string>
#include <string_view>

namespace ranged::base {

/// 128 bits made of `octets`, spelled in lower-case hexadecimal: the same on every machine, and
/// different for different octets unless somebody sets out to make two that agree.
std::string fingerprint_of(std::string_view octets);

}  // namespace ranged::base
