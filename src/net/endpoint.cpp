#include "ranged/net/endpoint.hpp"

namespace ranged::net {

std::string to_string(const ListenAddress& address) {
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? '[' + address.host + ']' : address.host;
  return host + ':' + std::to_string(address.port);
}

std::string to_string(const Endpoint& endpoint) {
  if (const auto* address = std::get_if<ListenAddress>(&endpoint)) return to_string(*address);
  return "unix:" + std::get<UnixAddress>(endpoint).path;
}

}  // namespace ranged::net
