#pragma once

#include <string>
#include <vector>

#include "daemon/options.hpp"

// Flags -> those pieces of the shells' completions that are about flags. What surrounds them is in
// packaging/documents. What a value is like is told by its type: "DIR" is a folder, "auto|journal"
// are the words it may be, and of anything else no shell knows what to offer.

namespace ranged::daemon {

/// The names of all flags, separated by blanks.
std::string bash_names(const std::vector<Flag>& flags);

/// A case for each flag that takes a value; $word is the beginning of the value.
std::string bash_values(const std::vector<Flag>& flags);

/// A spec for _arguments a line, each ending in a backslash.
std::string zsh_specs(const std::vector<Flag>& flags);

/// A `complete` for each flag.
std::string fish_completions(const std::vector<Flag>& flags);

}  // namespace ranged::daemon
