#pragma once

#include <cstddef>

// How many descriptors the system grants, and how many connections follow from it.

namespace ranged::daemon {

/// Raises the soft limit to the hard one. The limit in force afterwards.
std::size_t raise_descriptor_limit();

/// The connections that `descriptors` allow: each may hold its socket and a file, and some are kept
/// for the loop, the listeners, the log and the content folder. At least 1.
std::size_t connections_for(std::size_t descriptors);

}  // namespace ranged::daemon
