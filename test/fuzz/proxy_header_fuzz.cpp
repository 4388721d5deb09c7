#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "support/proxy_headers.hpp"

// Input: what a peer sends first to an address that is marked proxy:.

namespace ranged::fuzz {
namespace {

using http1::ProxyHeaderParser;
using Outcome = ProxyHeaderParser::Outcome;

constexpr std::size_t kLongestLine = 107;
constexpr std::size_t kFixed = 16;

void check_splits(std::string_view octets) {
  const std::string whole = test::introduced_by(octets, {});
  RANGED_CHECK(test::introduced_by(octets, test::every_boundary(octets)) == whole);
  const std::size_t step = octets.size() / 64 + 1;
  for (std::size_t cut = 1; cut < octets.size(); cut += step) {
    RANGED_CHECK(test::introduced_by(octets, {cut}) == whole);
  }
}

/// Version 1 of what was said, and of a destination.
std::string as_line(const http1::ProxiedPeer& peer) {
  const bool is_v4 = base::is_ipv4(peer.address);
  return std::string("PROXY ") + (is_v4 ? "TCP4 " : "TCP6 ") + base::to_string(peer.address) +
         (is_v4 ? " 127.0.0.1 " : " ::1 ") + std::to_string(peer.port) + " 80\r\n";
}

void check_header(std::string_view octets) {
  ProxyHeaderParser parser;
  const auto [outcome, consumed] = parser.feed(octets);
  RANGED_CHECK(consumed <= octets.size());
  if (outcome == Outcome::need_more) RANGED_CHECK(consumed == octets.size());
  if (outcome == Outcome::refused) {
    RANGED_CHECK(parser.feed("PROXY UNKNOWN\r\n").outcome == Outcome::refused);
  }
  if (outcome != Outcome::complete) return;
  const auto header = octets.substr(0, consumed);
  RANGED_CHECK(header.starts_with('P') ? consumed <= kLongestLine : consumed >= kFixed);
  RANGED_CHECK(test::introduced_by(header, {}) == test::render(parser.peer()));
  RANGED_CHECK(test::introduced_by(header.substr(0, consumed - 1), {}) == "more");
  if (const auto* const peer = std::get_if<http1::ProxiedPeer>(&parser.peer())) {
    RANGED_CHECK(test::introduced_by(as_line(*peer), {}) == test::render(*peer));
  }
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto octets = ranged::fuzz::octets_of(data, size);
  ranged::fuzz::check_splits(octets);
  ranged::fuzz::check_header(octets);
  return 0;
}
