#include "daemon/listen_address.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>

#include "daemon/unix_name.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { freeaddrinfo(list); }
};

}  // namespace

std::optional<net::ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = base::parse_number(text.substr(colon + 1));
  if (!port || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;

  std::string_view host = text.substr(0, colon);
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  const bool has_colon = host.find(':') != std::string_view::npos;
  if (host.empty() || has_colon != is_bracketed) return std::nullopt;
  return net::ListenAddress{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::optional<net::Endpoint> parse_endpoint(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  if (!text.starts_with(kUnix)) return parse_listen_address(text);
  const auto path = text.substr(kUnix.size());
  if (!path.starts_with('/') || path.ends_with('/') || !unix_name_of(path)) return std::nullopt;
  return net::UnixAddress{std::string(path)};
}

std::optional<net::Endpoint> parse_listen_endpoint(std::string_view text) {
  constexpr std::string_view kMark = "proxy:";
  if (!text.starts_with(kMark)) return parse_endpoint(text);
  auto endpoint = parse_endpoint(text.substr(kMark.size()));
  if (!endpoint) return std::nullopt;
  std::visit([](auto& address) { address.opening = net::Opening::proxy_header; }, *endpoint);
  return endpoint;
}

std::variant<std::vector<net::ListenAddress>, std::string> resolve(
    const net::ListenAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(address.host.c_str(), nullptr, &hints, &found)) {
    return std::string(gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);

  std::vector<net::ListenAddress> result;
  for (const addrinfo* item = list.get(); item; item = item->ai_next) {
    std::array<char, NI_MAXHOST> host{};
    if (getnameinfo(item->ai_addr, item->ai_addrlen, host.data(), host.size(), nullptr, 0,
                    NI_NUMERICHOST) != 0) {
      continue;
    }
    const auto is_same = [&](const auto& other) { return other.host == host.data(); };
    if (std::none_of(result.begin(), result.end(), is_same)) {
      result.push_back({host.data(), address.port, address.opening});
    }
  }
  return result;
}

}  // namespace ranged::daemon
