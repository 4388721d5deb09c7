#pragma once

#include <span>
#include <string>
#include <string_view>

// What the pages are made of besides their HTML, embedded in the program when it is built.

namespace ranged::site {

struct Asset {
  std::string_view name;  ///< "library.css"
  std::string_view media_type;
  std::string_view octets;
  std::string_view fingerprint;  ///< of the octets, in hexadecimal
};

/// All there are.
std::span<const Asset> assets();

/// nullptr if there is none of this name.
const Asset* find_asset(std::string_view name);

/// "/.ranged/library.css?0123456789abcdef": changes with the octets, so that they can be kept for
/// ever. Aborts if there is no such asset.
std::string asset_address(std::string_view name);

}  // namespace ranged::site
