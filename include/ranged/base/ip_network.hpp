#pragma once

#include <optional>
#include <string_view>

#include "ranged/base/ip_address.hpp"

namespace ranged::base {

/// Addresses that begin alike (CIDR, RFC 4632). A network of IPv4 has none of IPv6, and the other
/// way round.
struct IpNetwork {
  IpAddress first;
  unsigned prefix = 128;  ///< bits of first.octets that all have; of IPv4, 96 more than is written

  bool contains(const IpAddress& address) const;
};

/// "192.0.2.0/24", "2001:db8::/32"; an address alone is a network of one. nullopt for anything
/// else, and if bits behind the prefix are set: that is a mistake in one of both.
std::optional<IpNetwork> parse_ip_network(std::string_view text);

}  // namespace ranged::base
