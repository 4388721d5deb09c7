#pragma once

#include <string_view>

// Which of two representations a client would rather have (RFC 9110, section 12.5.1).

namespace ranged::http {

/// Whether `accept`, the value of Accept, weighs `type` more than `usual`, both media types without
/// parameters. Of equal weight is what is named more exactly; if that is equal as well, it is
/// `usual`. Parameters but for the weight are ignored, and so is an element that is malformed.
bool is_preferred(std::string_view accept, std::string_view type, std::string_view usual);

}  // namespace ranged::http
