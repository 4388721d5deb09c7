#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "ranged/content/representation.hpp"
#include "ranged/plan/policy.hpp"

namespace ranged::plan {

/// The most octets that one representation is sent in, to one peer.
struct Delivery {
  static constexpr std::uint64_t kUncut = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t without_range = kUncut;  ///< a longer one is sent as a part of this length
  std::uint64_t open = kUncut;           ///< for ranges without a last position
  std::uint64_t bounded = kUncut;        ///< for others
  bool varies_by_agent = false;          ///< other peers may be sent something else

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// What `policy` says about `selected` and a peer with this User-Agent.
Delivery deliver(const Policy& policy, const content::Representation& selected,
                 std::optional<std::string_view> user_agent);

}  // namespace ranged::plan
