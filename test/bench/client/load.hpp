#pragma once

#include "bench/client/options.hpp"
#include "bench/client/report.hpp"

namespace ranged::bench {

/// Every connection asks again as soon as it is answered, until time is over, or until each has
/// been answered `options.each` times.
Report load(const Options& options);

}  // namespace ranged::bench
