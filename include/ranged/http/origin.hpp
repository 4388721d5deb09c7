#pragma once

#include <string_view>

namespace ranged::http {

/// Whether `text` is an origin as browsers spell it in Origin (RFC 6454, section 6.2): scheme, host
/// and a port that is not the scheme's own, in lower case, with nothing behind. "null" is none.
bool is_origin(std::string_view text);

}  // namespace ranged::http
