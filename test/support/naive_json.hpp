#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A second opinion on log records as JSON: slow, strict, and written without a look at the writer.

namespace ranged::test {

/// Names and values of one JSON object without objects or lists in it, in order. A string has a '"'
/// in front of it and is decoded otherwise; everything else is as it stands. Nullopt if the text is
/// anything but one such object, or is no UTF-8 (RFC 8259, RFC 3629).
std::optional<std::vector<std::pair<std::string, std::string>>> parse_json_object(
    std::string_view text);

/// Takes back what escape_controls() did; nullopt if it cannot have done it.
std::optional<std::string> unescape_controls(std::string_view text);

}  // namespace ranged::test
