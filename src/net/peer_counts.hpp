#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ranged/base/ip_address.hpp"
#include "ranged/base/ip_network.hpp"

namespace ranged::net {

/// How many connections each address has, for a limit on them. The addresses of IPv6 that share
/// their first 64 bits count as one: whoever has one of them has them all. Loopback is not counted,
/// nor the networks that are exempt: who comes from there is a proxy for many.
class PeerCounts {
 public:
  /// 0: no limit, and nothing is counted.
  PeerCounts(std::size_t most, std::vector<base::IpNetwork> exempt)
      : most_(most), exempt_(std::move(exempt)) {}

  bool counts() const { return most_ > 0; }

  /// Whether one more may come from `peer`; then leave() is due once when it goes.
  [[nodiscard]] bool admit(const base::IpAddress& peer);
  void leave(const base::IpAddress& peer);

  /// Addresses that have a connection.
  std::size_t size() const { return counts_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const base::IpAddress& address) const {
      return std::hash<std::string_view>{}(
          {reinterpret_cast<const char*>(address.octets.data()), address.octets.size()});
    }
  };

  bool is_exempt(const base::IpAddress& peer) const;

  const std::size_t most_;
  const std::vector<base::IpNetwork> exempt_;
  std::unordered_map<base::IpAddress, std::size_t, Hash> counts_;
};

}  // namespace ranged::net
