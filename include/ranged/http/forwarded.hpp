#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ranged/base/ip_network.hpp"
#include "ranged/http/message.hpp"

// What proxies say of the client: Forwarded (RFC 7239), X-Forwarded-For and X-Request-Id. Anybody
// can send these fields: they are worth something only from a peer who is trusted, which is for the
// caller to look at.

namespace ranged::http {

/// The proxies whose word is taken.
struct TrustedProxies {
  std::vector<base::IpNetwork> networks;
  bool over_unix = false;  ///< who comes by a Unix socket

  bool empty() const { return networks.empty() && !over_unix; }
  bool trusts(const base::IpAddress& address) const;
};

struct ForwardedClient {
  base::IpAddress address;
  std::optional<std::uint16_t> port;

  bool operator==(const ForwardedClient&) const = default;
};

/// The client of a request from a trusted proxy: of the addresses it went through, the last one
/// that is not trusted; the first of all if all are. Where a trusted proxy does not say whom he
/// has it from (unknown, a name of his own, or nothing that can be understood), it is that proxy,
/// since what is before it may be anybody's invention. nullopt if there is no address to begin
/// with, or both fields are there and do not agree: one of them is the client's own.
std::optional<ForwardedClient> forwarded_client(const FieldSection& fields,
                                                const TrustedProxies& trusted);

/// The X-Request-Id: from 1 to 128 octets of tokens and ":/=@", once. Empty if there is none such.
std::string_view forwarded_request_id(const FieldSection& fields);

}  // namespace ranged::http
