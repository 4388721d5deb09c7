#pragma once

#include <cstddef>

// How many descriptors the system grants, and how many connections follow from it.

namespace ranged::daemon {

/// Raises the soft limit to the hard one. The limit in force afterwards.
std::size_t raise_descriptor_limit();

/// The connections that `descriptors` allow when `open_files` are kept open: each may hold its
/// socket and a file, and some are spared for the loop, the listeners, the log, the monitor's
/// connections and the content folder. At least 1.
std::size_t connections_for(std::size_t descriptors, std::size_t open_files);

/// How many of the `wanted` files may be kept open: an eighth of the descriptors at most.
std::size_t open_files_for(std::size_t descriptors, std::size_t wanted);

}  // namespace ranged::daemon
