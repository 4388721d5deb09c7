#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/options.hpp"

// Flags -> those pieces of ranged(8) that are about flags, in the language of man(7). What
// surrounds them is packaging/documents/ranged.8.in.

namespace ranged::daemon {

/// A heading for each group, below it a tagged paragraph for each flag.
std::string man_options(const std::vector<Flag>& flags);

/// The variables of all flags, as one paragraph.
std::string man_variables(const std::vector<Flag>& flags);

/// `text` as man(7) prints it, word for word, in lines of at most 78 octets where blanks allow it.
/// A flag's hyphens stay together and can be searched for and copied.
std::string man_text(std::string_view text);

}  // namespace ranged::daemon
