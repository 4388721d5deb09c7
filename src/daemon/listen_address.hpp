#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ranged/net/endpoint.hpp"

// Addresses to listen on, as people write them.

namespace ranged::daemon {

/// "127.0.0.1:8080", "[::1]:80", "localhost:8080"; nullopt for anything else. The host may be a
/// name.
std::optional<net::ListenAddress> parse_listen_address(std::string_view text);

/// The same, or "unix:/run/ranged/http.sock": the absolute path of a socket that is ours to make.
std::optional<net::Endpoint> parse_endpoint(std::string_view text);

/// The same with "proxy:" in front if a PROXY header opens each connection.
std::optional<net::Endpoint> parse_listen_endpoint(std::string_view text);

/// The numeric addresses that a host name stands for; a numeric one stands for itself. What a
/// connection begins with stays. Otherwise the resolver's complaint. May block: for start-up.
std::variant<std::vector<net::ListenAddress>, std::string> resolve(
    const net::ListenAddress& address);

}  // namespace ranged::daemon
