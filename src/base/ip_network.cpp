#include "ranged/base/ip_network.hpp"

#include <cstddef>

#include "ranged/base/quantity.hpp"

namespace ranged::base {

namespace {

constexpr unsigned kBits = 128;
constexpr unsigned kMappedBits = 96;  // in front of an address of IPv4

/// The first `prefix` bits of `address`, zeros behind them.
IpAddress masked(IpAddress address, unsigned prefix) {
  for (unsigned i = 0; i < address.octets.size(); ++i) {
    const unsigned bits = prefix > i * 8 ? prefix - i * 8 : 0;
    if (bits >= 8) continue;
    address.octets.at(i) &= static_cast<std::uint8_t>(0xFFU << (8 - bits));
  }
  return address;
}

}  // namespace

bool IpNetwork::contains(const IpAddress& address) const {
  return is_ipv4(address) == is_ipv4(first) && masked(address, prefix) == first;
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return IpNetwork{*address, kBits};
  const auto length = parse_number(text.substr(slash + 1));
  const unsigned before = is_ipv4(*address) ? kMappedBits : 0;
  if (!length || *length > kBits - before) return std::nullopt;
  const unsigned prefix = before + static_cast<unsigned>(*length);
  if (masked(*address, prefix) != *address) return std::nullopt;
  return IpNetwork{*address, prefix};
}

}  // namespace ranged::base
