#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

// What a test needs of the machine and not every machine gives.

namespace ranged::test {

/// CI=true: a test that cannot run is a test that fails.
inline bool is_ci() {
  const char* const value = std::getenv("CI");
  return value && std::string_view(value) == "true";
}

}  // namespace ranged::test

/// Leaves the test unless `condition` holds: skipped for a developer, failed under CI=true. `what`
/// says what is missing.
#define RANGED_NEEDS(condition, what)                                \
  do {                                                               \
    if (!(condition)) {                                              \
      if (::ranged::test::is_ci()) FAIL() << "under CI=true: " what; \
      GTEST_SKIP() << what;                                          \
    }                                                                \
  } while (false)
