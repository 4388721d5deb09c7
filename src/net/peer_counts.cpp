#include "net/peer_counts.hpp"

#include <algorithm>

namespace ranged::net {

namespace {

/// What is counted as one.
base::IpAddress key_of(base::IpAddress peer) {
  if (!base::is_ipv4(peer)) std::fill(peer.octets.begin() + 8, peer.octets.end(), std::uint8_t{0});
  return peer;
}

bool is_loopback(const base::IpAddress& peer) {
  if (base::is_ipv4(peer)) return peer.octets[12] == 127;
  return peer == base::parse_ip_address("::1");
}

}  // namespace

bool PeerCounts::is_exempt(const base::IpAddress& peer) const {
  return is_loopback(peer) || std::any_of(exempt_.begin(), exempt_.end(), [&](const auto& network) {
           return network.contains(peer);
         });
}

bool PeerCounts::admit(const base::IpAddress& peer) {
  if (!counts() || is_exempt(peer)) return true;
  std::size_t& count = counts_[key_of(peer)];
  if (count >= most_) return false;
  ++count;
  return true;
}

void PeerCounts::leave(const base::IpAddress& peer) {
  const auto found = counts_.find(key_of(peer));
  if (found == counts_.end() || is_exempt(peer)) return;
  if (--found->second == 0) counts_.erase(found);
}

}  // namespace ranged::net
