#pragma once

#include <string_view>

namespace ranged::base {

/// Whether all of `text` is what `pattern` describes: '*' stands for any octets, none included, '?'
/// for one, everything else for itself. Takes time in proportion to both lengths multiplied, at
/// most.
bool matches_glob(std::string_view text, std::string_view pattern);

}  // namespace ranged::base
