#pragma once

#include <cstdint>

#include "ranged/http/message.hpp"

namespace ranged::http {

/// What the Expect fields ask for, all lines together (RFC 9110, section 10.1.1). Empty elements
/// ask for nothing.
enum class Expectation : std::uint8_t {
  none,
  to_continue,  ///< 100-continue, and nothing else
  unknown,      ///< something that cannot be met
};

/// `none` in a request of HTTP/1.0, where the field means nothing.
Expectation expectation_of(const FieldSection& fields, int minor_version);

}  // namespace ranged::http
