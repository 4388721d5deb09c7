#pragma once

#include "bench/client/options.hpp"
#include "bench/client/report.hpp"

namespace ranged::bench {

/// Viewers who read part after part at `options.rate`: a tenth of a second's worth every tenth of a
/// second, each at a moment of his own. They come one after the other; measuring begins when all
/// are there.
Report paced(const Options& options);

}  // namespace ranged::bench
