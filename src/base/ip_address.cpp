#include "ranged/base/ip_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstddef>

namespace ranged::base {

namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

bool is_ipv4(const IpAddress& address) {
  return std::equal(kMapped.begin(), kMapped.end(), address.octets.begin());
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  const std::string terminated(text);
  if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.octets.data()) == 1) return address;
  std::copy(kMapped.begin(), kMapped.end(), address.octets.begin());
  if (inet_pton(AF_INET, terminated.c_str(), address.octets.data() + kMapped.size()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::string to_string(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool is_v4 = is_ipv4(address);
  const std::size_t begin = is_v4 ? kMapped.size() : 0;
  inet_ntop(is_v4 ? AF_INET : AF_INET6, address.octets.data() + begin, text.data(), text.size());
  return text.data();
}

}  // namespace ranged::base
