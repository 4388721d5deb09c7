#pragma once

#include <cstdint>
#include <vector>

#include "ranged/http/request_target.hpp"

// What the operator decided about delivery. Data only; the router and the plan apply it.

namespace ranged::plan {

inline constexpr std::uint64_t kDefaultPartSize = 5 * 1024 * 1024;

/// What is read of a file at a time, whatever is wanted of it.
inline constexpr std::uint64_t kReadingUnit = 256 * 1024;

struct Policy {
  /// The most octets one 206 carries, and the largest file that is sent whole unasked. A longer
  /// range is answered with its head, which a 206 may do as it describes itself (RFC 9110,
  /// section 15.3.7).
  std::uint64_t part_size = kDefaultPartSize;

  /// 403 at and below these folders, as requested and as resolved.
  std::vector<http::NormalizedPath> denied;
};

}  // namespace ranged::plan
