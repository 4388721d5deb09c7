#pragma once

#include <string>
#include <string_view>

#include "ranged/http1/proxy_header.hpp"
#include "support/boundaries.hpp"
#include "support/request_rendering.hpp"

// PROXY headers, made and read in words.

namespace ranged::test {

/// Of version 2, with the length of `rest`.
inline std::string binary_header(unsigned command, unsigned family, std::string_view rest) {
  const auto octet = [](std::size_t number) { return static_cast<char>(number & 0xFF); };
  return std::string("\r\n\r\n\0\r\nQUIT\n", 12) + octet(command) + octet(family) +
         octet(rest.size() >> 8U) + octet(rest.size()) + std::string(rest);
}

inline std::string render(const http1::ProxyHeaderParser::Peer& peer) {
  if (std::holds_alternative<http1::UnixPeer>(peer)) return "unix";
  const auto* const proxied = std::get_if<http1::ProxiedPeer>(&peer);
  if (!proxied) return "peer";
  return base::to_string(proxied->address) + ' ' + std::to_string(proxied->port);
}

/// "192.0.2.1 50000", "unix" or "peer" (who has connected), with ", then " and what is behind the
/// header; or "more" or "refused". `octets` are fed in pieces that begin at `cuts`.
inline std::string introduced_by(std::string_view octets, const Boundaries& cuts) {
  using Outcome = http1::ProxyHeaderParser::Outcome;
  http1::ProxyHeaderParser parser;
  std::size_t taken = 0;
  for (const std::string_view piece : pieces_of(octets, cuts)) {
    const auto [outcome, consumed] = parser.feed(piece);
    taken += consumed;
    if (outcome == Outcome::refused) return "refused";
    if (outcome == Outcome::need_more && consumed != piece.size()) return "lost octets";
    if (outcome == Outcome::need_more) continue;
    const auto behind = octets.substr(taken);
    return render(parser.peer()) + (behind.empty() ? "" : ", then " + escaped(behind));
  }
  return "more";
}

}  // namespace ranged::test
