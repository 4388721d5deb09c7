#pragma once

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "support/request_rendering.hpp"

namespace ranged::test {

/// requests_in() of `octets` in one piece. Fails unless octet by octet, and cut in two at every
/// boundary, they give the same.
inline std::string in_any_split(std::string_view octets, const http1::HeadLimits& limits = {}) {
  const std::string whole = requests_in(octets, limits, {});
  std::vector<std::size_t> every(octets.empty() ? 0 : octets.size() - 1);
  std::iota(every.begin(), every.end(), std::size_t{1});
  EXPECT_EQ(requests_in(octets, limits, every), whole) << "octet by octet: " << escaped(octets);
  for (const std::size_t cut : every) {
    const std::string cut_in_two = requests_in(octets, limits, {cut});
    if (cut_in_two == whole) continue;
    ADD_FAILURE() << "cut at " << cut << ": " << cut_in_two << "\nwhole: " << whole << "\n"
                  << escaped(octets);
    break;
  }
  return whole;
}

}  // namespace ranged::test
