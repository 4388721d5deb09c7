#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ranged::content {

/// A folder that a symbolic link leads through.
struct WayPoint {
  std::string folder;         ///< its resolved name
  bool names_matter = false;  ///< a link, or the end of the way, is looked up in it

  friend bool operator==(const WayPoint&, const WayPoint&) = default;
};

/// The folders beneath `root`, which is absolute, on whose being as they are it depends where the
/// link `name` in the folder `resolved` leads, or that it leads nowhere. Each once, in no order.
std::vector<WayPoint> way_of(const std::string& root, const std::string& resolved,
                             std::string_view name);

}  // namespace ranged::content
