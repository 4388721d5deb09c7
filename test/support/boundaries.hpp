#pragma once

#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

// Where octets may be cut, as offsets at which a new piece begins.

namespace ranged::test {

using Boundaries = std::vector<std::size_t>;

/// Every one there is.
inline Boundaries every_boundary(std::string_view octets) {
  Boundaries boundaries(octets.empty() ? 0 : octets.size() - 1);
  std::iota(boundaries.begin(), boundaries.end(), std::size_t{1});
  return boundaries;
}

/// The pieces of `octets` that begin at the ascending `cuts`, and the one before them.
inline std::vector<std::string_view> pieces_of(std::string_view octets, const Boundaries& cuts) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (const std::size_t cut : cuts) {
    pieces.push_back(octets.substr(begin, cut - begin));
    begin = cut;
  }
  pieces.push_back(octets.substr(begin));
  return pieces;
}

}  // namespace ranged::test
