#pragma once

#include <optional>
#include <string_view>

// Which of several representations a client would rather have (RFC 9110, section 12.5).

namespace ranged::http {

/// Whether `accept`, the value of Accept, weighs `type` more than `usual`, both media types without
/// parameters. Of equal weight is what is named more exactly; if that is equal as well, it is
/// `usual`. Parameters but for the weight are ignored, and so is an element that is malformed.
bool is_preferred(std::string_view accept, std::string_view type, std::string_view usual);

/// How much `accept_encoding`, the value of Accept-Encoding, wants `coding`, in thousandths; what
/// "*" weighs if it is not named, and nullopt if neither is (section 12.5.3). 0 is a refusal.
std::optional<int> weight_of_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace ranged::http
