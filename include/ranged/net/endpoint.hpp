#pragma once

#include <cstdint>
#include <string>
#include <variant>

// What a server listens on.

namespace ranged::net {

/// A numeric address of TCP. Port 0 picks a free port.
struct ListenAddress {
  std::string host =
      "127.0.0.1";  ///< IPv4 or IPv6, without brackets; "::" is every address, IPv4 too
  std::uint16_t port = 8080;
};

/// A Unix socket.
struct UnixAddress {
  std::string path;  ///< of its file; behind an '@' it is a name in the abstract namespace
};

using Endpoint = std::variant<ListenAddress, UnixAddress>;

/// "127.0.0.1:8080", "[::1]:80"
std::string to_string(const ListenAddress& address);

/// The same, or "unix:/run/ranged/http.sock".
std::string to_string(const Endpoint& endpoint);

}  // namespace ranged::net
