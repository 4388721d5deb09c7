#pragma once

#include <string>

#include "content/watching.hpp"
#include "daemon/rescan_intervals.hpp"
#include "ranged/net/server.hpp"

namespace ranged::daemon {

/// Why changes below `site` are not, or not all, told of, and what to do; empty if they are.
std::string text_of(const content::WatchTrouble& trouble, const net::Site& site,
                    const RescanIntervals& intervals);

}  // namespace ranged::daemon
