#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Addresses of IP as values. Ports, sockets and names are not known here.

namespace ranged::base {

/// One of IPv4 is kept as IPv6 maps it, ::ffff:192.0.2.1, so that both are compared alike.
struct IpAddress {
  std::array<std::uint8_t, 16> octets{};  ///< in the order of the network

  bool operator==(const IpAddress&) const = default;
};

bool is_ipv4(const IpAddress& address);

/// "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"; nullopt for anything else: brackets, ports,
/// zones and IPv4 in any other form than four decimal numbers.
std::optional<IpAddress> parse_ip_address(std::string_view text);

/// As RFC 5952 spells it; one of IPv4 as "192.0.2.1".
std::string to_string(const IpAddress& address);

}  // namespace ranged::base
