#include "ranged/net/endpoint.hpp"

namespace ranged::net {

std::string to_string(const ListenAddress& address) {
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? '[' + address.host + ']' : address.host;
  return host + ':' + std::to_string(address.port);
}

Opening opening_of(const Endpoint& endpoint) {
  return std::visit([](const auto& address) { return address.opening; }, endpoint);
}

std::string to_string(const Endpoint& endpoint) {
  const std::string mark = opening_of(endpoint) == Opening::proxy_header ? "proxy:" : "";
  if (const auto* address = std::get_if<ListenAddress>(&endpoint))
    return mark + to_string(*address);
  return mark + "unix:" + std::get<UnixAddress>(endpoint).path;
}

}  // namespace ranged::net
