#include "daemon/peer_flags.hpp"

#include <algorithm>
#include <cstdint>

#include "ranged/base/ip_network.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

constexpr std::uint64_t kFastest = 1ULL << 50U;  // a PiB/s; net::TokenBucket reckons with no more

/// "500K/s"
void add_rate(CLI::App& app, const std::string& flag, std::uint64_t& value,
              const std::string& help) {
  add_value(app, flag, "SIZE/s", "", help, "a rate such as 2MiB/s or 500K/s",
            [&value](const std::string& text) {
              if (!text.ends_with("/s")) return false;
              const auto size = base::parse_byte_size(text.substr(0, text.size() - 2));
              if (!size || *size == 0 || *size > kFastest) return false;
              value = *size;
              return true;
            });
}

}  // namespace

void add_peer_flags(CLI::App& app, Options& options, PeerWords& words) {
  add_count(app, "--max-connections-per-ip", options.limits.max_connections_per_ip, {},
            "connections of one address, or IPv6 /64, at once; further ones are answered 503; not "
            "of loopback, Unix sockets and trusted proxies; 0: no limit");
  add_rate(app, "--rate-limit", options.limits.rate,
           "the most octets a second of one answer, behind its burst; none without it");
  add_size(app, "--rate-burst", options.limits.rate_burst,
           "octets of an answer that go as fast as they can before --rate-limit counts", 0);
  add_rate(app, "--total-rate", options.limits.total_rate,
           "the most octets a second of all answers together, in equal shares; none without it");
  add_words(app, "--trusted-proxy", "CIDR", words.trusted_proxies,
            "log the client and the request id that these peers name in X-Forwarded-For, "
            "Forwarded and X-Request-Id, repeatable; unix: for who comes by a Unix socket");
}

std::optional<std::string> complete_peers(Options& options, const PeerWords& words) {
  options.limits.rate_burst = std::min(options.limits.rate_burst, kFastest);
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
