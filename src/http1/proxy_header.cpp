#include "ranged/http1/proxy_header.hpp"

#include <algorithm>
#include <optional>

#include "ranged/base/quantity.hpp"

namespace ranged::http1 {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kLinePrefix = "PROXY ";
constexpr std::string_view kSignature = "\r\n\r\n\0\r\nQUIT\n"sv;

// Version 2: signature, version and command, family and transport, length of what follows.
constexpr std::size_t kFixed = 16;
constexpr std::size_t kIpv4Octets = 12;   // two addresses, two ports
constexpr std::size_t kIpv6Octets = 36;   // likewise
constexpr std::size_t kUnixOctets = 216;  // two paths
constexpr unsigned kLocal = 0x20;
constexpr unsigned kProxy = 0x21;

unsigned octet_at(std::string_view octets, std::size_t index) {
  return static_cast<unsigned char>(octets[index]);
}

unsigned number_at(std::string_view octets, std::size_t index) {
  return octet_at(octets, index) << 8U | octet_at(octets, index + 1);
}

/// Octets of the addresses of a family and transport; nullopt if there can be none such of a
/// stream.
std::optional<std::size_t> octets_of_family(unsigned family) {
  switch (family) {
    case 0x00:
      return 0;
    case 0x11:
      return kIpv4Octets;
    case 0x21:
      return kIpv6Octets;
    case 0x31:
      return kUnixOctets;
    default:
      return std::nullopt;
  }
}

base::IpAddress address_of(std::string_view octets) {
  base::IpAddress address;
  if (octets.size() == 4) address.octets[10] = address.octets[11] = 0xff;
  std::copy_backward(octets.begin(), octets.end(), address.octets.end());
  return address;
}

/// The word up to the next blank, which is taken as well; all of it if there is none.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const auto word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  if (text.size() > 1 && text.starts_with('0')) return std::nullopt;
  const auto number = base::parse_number(text);
  if (!number || *number > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(*number);
}

std::optional<base::IpAddress> address_of(std::string_view text, bool is_v6) {
  const bool looks_v6 = text.find(':') != std::string_view::npos;
  return looks_v6 == is_v6 ? base::parse_ip_address(text) : std::nullopt;
}

/// What is between "PROXY " and CR LF.
std::optional<ProxyHeaderParser::Peer> peer_of_line(std::string_view line) {
  const auto family = take_word(line);
  if (family == "UNKNOWN") return UnproxiedPeer{};
  if (family != "TCP4" && family != "TCP6") return std::nullopt;
  if (std::count(line.begin(), line.end(), ' ') != 3) return std::nullopt;
  const bool is_v6 = family == "TCP6";
  const auto source = address_of(take_word(line), is_v6);
  const auto destination = address_of(take_word(line), is_v6);
  const auto source_port = port_of(take_word(line));
  const auto destination_port = port_of(line);
  if (!source || !destination || !source_port || !destination_port) return std::nullopt;
  return ProxiedPeer{*source, *source_port};
}

}  // namespace

ProxyHeaderParser::Result ProxyHeaderParser::feed(std::string_view octets) {
  if (refused_) return {Outcome::refused, 0};
  std::size_t consumed = 0;
  while (consumed < octets.size()) {
    if (to_skip_ > 0) {
      const std::size_t skipped = std::min(to_skip_, octets.size() - consumed);
      to_skip_ -= skipped;
      consumed += skipped;
      if (to_skip_ == 0) return {Outcome::complete, consumed};
      continue;
    }
    const Outcome outcome = take(octets[consumed++]);
    if (outcome == Outcome::need_more) continue;
    refused_ = outcome == Outcome::refused;
    return {outcome, consumed};
  }
  return {Outcome::need_more, consumed};
}

ProxyHeaderParser::Outcome ProxyHeaderParser::take(char octet) {
  kept_[size_++] = octet;
  return kept_[0] == kSignature[0] ? take_of_binary() : take_of_line();
}

ProxyHeaderParser::Outcome ProxyHeaderParser::take_of_line() {
  if (size_ <= kLinePrefix.size()) {
    return kLinePrefix.starts_with(seen()) ? Outcome::need_more : Outcome::refused;
  }
  const bool follows_cr = seen()[size_ - 2] == '\r';
  const bool is_lf = seen().back() == '\n';
  if (follows_cr != is_lf) return Outcome::refused;
  if (!is_lf) return size_ < kLongest ? Outcome::need_more : Outcome::refused;
  const auto peer = peer_of_line(seen().substr(kLinePrefix.size(), size_ - kLinePrefix.size() - 2));
  if (!peer) return Outcome::refused;
  peer_ = *peer;
  return Outcome::complete;
}

ProxyHeaderParser::Outcome ProxyHeaderParser::take_of_binary() {
  if (size_ <= kSignature.size()) {
    return kSignature.starts_with(seen()) ? Outcome::need_more : Outcome::refused;
  }
  const unsigned command = octet_at(seen(), 12);
  if (command != kLocal && command != kProxy) return Outcome::refused;
  if (size_ < kFixed) return Outcome::need_more;
  return settle_binary();
}

/// Called from the last of the fixed octets on.
ProxyHeaderParser::Outcome ProxyHeaderParser::settle_binary() {
  const std::size_t length = number_at(seen(), 14);
  const bool is_local = octet_at(seen(), 12) == kLocal;
  const auto of_family = octets_of_family(octet_at(seen(), 13));
  if (!is_local && (!of_family || *of_family > length)) return Outcome::refused;

  const std::size_t needed = is_local ? 0 : of_family.value();
  if (needed == kUnixOctets) {
    peer_ = UnixPeer{};
    to_skip_ = length;
    return Outcome::need_more;
  }
  if (size_ < kFixed + needed) return Outcome::need_more;
  if (needed > 0) {
    const std::size_t of_address = needed == kIpv4Octets ? 4 : 16;
    peer_ = ProxiedPeer{address_of(seen().substr(kFixed, of_address)),
                        static_cast<std::uint16_t>(number_at(seen(), kFixed + 2 * of_address))};
  }
  to_skip_ = length - needed;
  return to_skip_ == 0 ? Outcome::complete : Outcome::need_more;
}

}  // namespace ranged::http1
