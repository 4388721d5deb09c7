#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/boundaries.hpp"
#include "support/request_rendering.hpp"

namespace ranged::test {

/// outcome({}), of `octets` in one piece. Fails unless outcome(cuts) is the same octet by octet,
/// and cut in two at each of `boundaries`.
template <typename Outcome>
std::string in_splits(std::string_view octets, const Boundaries& boundaries, Outcome&& outcome) {
  const std::string whole = outcome(Boundaries());
  EXPECT_EQ(outcome(every_boundary(octets)), whole) << "octet by octet: " << escaped(octets);
  for (const std::size_t cut : boundaries) {
    const std::string cut_in_two = outcome(Boundaries{cut});
    if (cut_in_two == whole) continue;
    ADD_FAILURE() << "cut at " << cut << ": " << cut_in_two << "\nwhole: " << whole << "\n"
                  << escaped(octets);
    break;
  }
  return whole;
}

/// requests_in() of `octets` in one piece. Fails unless octet by octet, and cut in two at every
/// boundary, they give the same.
inline std::string in_any_split(std::string_view octets, const http1::HeadLimits& limits = {}) {
  return in_splits(octets, every_boundary(octets),
                   [&](const Boundaries& cuts) { return requests_in(octets, limits, cuts); });
}

}  // namespace ranged::test
