#pragma once

#include <string_view>

namespace ranged::bench {

/// A figure measured past a fault is worth nothing: prints `message` and errno, if set, on standard
/// error and exits with 1.
[[noreturn]] void fail(std::string_view message, int error_number = 0);

}  // namespace ranged::bench
