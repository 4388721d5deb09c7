#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "ranged/base/ip_address.hpp"

// What a proxy says of its client before anything else on a connection: the PROXY protocol of
// HAProxy, versions 1 (a line of text) and 2 (binary). Who may say so is not known here.

namespace ranged::http1 {

/// The client, as the proxy knows him.
struct ProxiedPeer {
  base::IpAddress address;
  std::uint16_t port = 0;

  bool operator==(const ProxiedPeer&) const = default;
};

/// The connection is the proxy's own (LOCAL), or he does not say whose (UNKNOWN, UNSPEC): the peer
/// is who has connected.
struct UnproxiedPeer {
  bool operator==(const UnproxiedPeer&) const = default;
};

/// The client has come to the proxy by a Unix socket.
struct UnixPeer {
  bool operator==(const UnixPeer&) const = default;
};

/// One connection's header. Gives the same for the same octets, however they are split. Keeps the
/// octets that it needs, 107 at most, and skips what version 2 may add to them (TLVs).
class ProxyHeaderParser {
 public:
  using Peer = std::variant<UnproxiedPeer, ProxiedPeer, UnixPeer>;

  enum class Outcome : std::uint8_t {
    need_more,  ///< everything was consumed
    complete,   ///< peer() is known; no octet behind the header was consumed
    refused,    ///< this is no header; of other protocols the first octets tell
  };
  struct Result {
    Outcome outcome = Outcome::need_more;
    std::size_t consumed = 0;
  };

  /// Must not be called after Outcome::complete. Refuses for good once it has refused.
  Result feed(std::string_view octets);

  const Peer& peer() const { return peer_; }

 private:
  /// The longest line of version 1, its CR LF included.
  static constexpr std::size_t kLongest = 107;

  std::string_view seen() const { return {kept_.data(), size_}; }
  Outcome take(char octet);
  Outcome take_of_line();
  Outcome take_of_binary();
  Outcome settle_binary();

  std::array<char, kLongest> kept_{};
  std::size_t size_ = 0;
  std::size_t to_skip_ = 0;  // octets of the header that are of no interest
  bool refused_ = false;
  Peer peer_;
};

}  // namespace ranged::http1
