#include "ranged/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace ranged::base {

void check_failed(const char* file, int line, const char* text) noexcept {
  std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, text);
  std::abort();
}

}  // namespace ranged::base
