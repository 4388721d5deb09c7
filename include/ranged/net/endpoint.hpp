#pragma once

#include <cstdint>
#include <string>
#include <variant>

// What a server listens on.

namespace ranged::net {

/// What a connection begins with.
enum class Opening : std::uint8_t {
  request,
  proxy_header,  ///< of the PROXY protocol: a proxy says who his client is
};

/// A numeric address of TCP. Port 0 picks a free port.
struct ListenAddress {
  std::string host =
      "127.0.0.1";  ///< IPv4 or IPv6, without brackets; "::" is every address, IPv4 too
  std::uint16_t port = 8080;
  Opening opening = Opening::request;
};

/// A Unix socket.
struct UnixAddress {
  std::string path;  ///< of its file; behind an '@' it is a name in the abstract namespace
  Opening opening = Opening::request;
};

using Endpoint = std::variant<ListenAddress, UnixAddress>;

Opening opening_of(const Endpoint& endpoint);

/// "127.0.0.1:8080", "[::1]:80"; what a connection begins with is left out.
std::string to_string(const ListenAddress& address);

/// The same, or "unix:/run/ranged/http.sock"; with "proxy:" in front if a PROXY header opens.
std::string to_string(const Endpoint& endpoint);

}  // namespace ranged::net
