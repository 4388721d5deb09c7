#pragma once

#include <string>
#include <string_view>

// Names as people look for them: without regard to case and accents, and with numbers as numbers.

namespace ranged::site {

/// `text` in lower case and without accents, where Latin, Greek and Cyrillic letters have them,
/// spelled in one code point or in several. In UTF-8, whatever `text` is.
std::string folded(std::string_view text);

/// Compared octet by octet, keys stand in the order in which people expect their names: as
/// folded(), and "part 9" before "part 10". Different names may have the same key.
std::string sort_key(std::string_view name);

}  // namespace ranged::site
