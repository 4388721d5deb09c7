#pragma once

#include <cstdint>
#include <limits>

#include "ranged/content/representation.hpp"
#include "ranged/http/message.hpp"
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

/// What `policy` says about `selected` and a peer who has sent `fields`: only of a peer whose
/// User-Agent matters it is looked for.
Delivery deliver(const Policy& policy, const content::Representation& selected,
                 const http::FieldSection& fields);

}  // namespace ranged::plan
