#pragma once

#include "bench/client/options.hpp"

namespace ranged::bench {

/// Makes connections that are stalled or idle, says so, and keeps them until standard input ends.
void hold(const Options& options);

}  // namespace ranged::bench
