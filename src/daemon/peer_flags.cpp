#include "daemon/peer_flags.hpp"

#include "ranged/base/ip_network.hpp"

namespace ranged::daemon {

void add_peer_flags(CLI::App& app, Options& options, PeerWords& words) {
  add_count(app, "--max-connections-per-ip", options.limits.max_connections_per_ip, {},
            "connections of one address, or IPv6 /64, at once; further ones are answered 503; not "
            "of loopback, Unix sockets and trusted proxies; 0: no limit");
  add_words(app, "--trusted-proxy", "CIDR", words.trusted_proxies,
            "log the client and the request id that these peers name in X-Forwarded-For, "
            "Forwarded and X-Request-Id, repeatable; unix: for who comes by a Unix socket");
}

std::optional<std::string> complete_peers(Options& options, const PeerWords& words) {
  auto& trusted = options.trusted_proxies;
  for (const auto& word : words.trusted_proxies) {
    if (word == "unix:") {
      trusted.over_unix = true;
      continue;
    }
    const auto network = base::parse_ip_network(word);
    if (!network) {
      return "--trusted-proxy: \"" + word +
             "\" is not an address, the first address of a network such as 10.0.0.0/8 or "
             "fd00::/8, or unix:";
    }
    trusted.networks.push_back(*network);
    options.limits.uncounted.push_back(*network);
  }
  return std::nullopt;
}

}  // namespace ranged::daemon
