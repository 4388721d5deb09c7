#pragma once

// What to do when the program itself is wrong. Never for input or for the outside world.

namespace ranged::base {

/// Prints "file:line: check failed: text" on stderr and aborts.
[[noreturn]] void check_failed(const char* file, int line, const char* text) noexcept;

}  // namespace ranged::base

/// Aborts if `condition` is false, in every build: a bug must not go on serving.
#define RANGED_CHECK(condition)       \
  ((condition) ? static_cast<void>(0) \
               : ::ranged::base::check_failed(__FILE__, __LINE__, #condition))
