#include "net/socket.hpp"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ranged::net {

namespace {

/// Octets that the kernel takes beyond what the peer's window lets it send.
constexpr int kUnsentInKernel = 256 * 1024;

/// The path may fill its field to the last octet, and no NUL be there.
UnixAddress unix_address_of(const sockaddr_un& address, std::size_t length) {
  constexpr std::size_t kBefore = offsetof(sockaddr_un, sun_path);
  std::string path(address.sun_path, std::max(length, kBefore) - kBefore);
  if (path.starts_with('\0')) {
    path[0] = '@';
  } else {
    path.resize(std::min(path.find('\0'), path.size()));
  }
  return {path};
}

std::optional<Endpoint> endpoint_of(const sockaddr_storage& storage, int length) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (storage.ss_family == AF_UNIX) {
    return unix_address_of(reinterpret_cast<const sockaddr_un&>(storage),
                           static_cast<std::size_t>(length));
  }
  if (storage.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(storage);
    if (uv_ip4_name(&address, text.data(), text.size()) != 0) return std::nullopt;
    return ListenAddress{text.data(), ntohs(address.sin_port)};
  }
  const auto& address = reinterpret_cast<const sockaddr_in6&>(storage);
  if (storage.ss_family != AF_INET6 || uv_ip6_name(&address, text.data(), text.size()) != 0) {
    return std::nullopt;
  }
  return ListenAddress{text.data(), ntohs(address.sin6_port)};
}

}  // namespace

std::string peer_name(const uv_tcp_t& socket) {
  constexpr std::string_view kMapped = "::ffff:";
  sockaddr_storage storage{};
  int length = sizeof storage;
  if (uv_tcp_getpeername(&socket, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return "-";
  auto endpoint = endpoint_of(storage, length);
  if (!endpoint) return "-";
  auto* const address = std::get_if<ListenAddress>(&*endpoint);
  if (!address) return "unix:";
  const bool is_mapped =
      address->host.starts_with(kMapped) && address->host.find('.') != std::string::npos;
  if (is_mapped) address->host.erase(0, kMapped.size());
  return to_string(*address);
}

std::optional<base::IpAddress> peer_address(const uv_tcp_t& socket) {
  sockaddr_storage storage{};
  int length = sizeof storage;
  if (uv_tcp_getpeername(&socket, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return {};
  const auto endpoint = endpoint_of(storage, length);
  const auto* const address = endpoint ? std::get_if<ListenAddress>(&*endpoint) : nullptr;
  return address ? base::parse_ip_address(address->host) : std::nullopt;
}

std::optional<Endpoint> local_endpoint(const uv_tcp_t& socket) {
  sockaddr_storage storage{};
  int length = sizeof storage;
  if (uv_tcp_getsockname(&socket, reinterpret_cast<sockaddr*>(&storage), &length) != 0) {
    return std::nullopt;
  }
  return endpoint_of(storage, length);
}

int unacknowledged(const uv_tcp_t& socket) {
  uv_os_fd_t fd = -1;
  int octets = 0;
  if (uv_fileno(reinterpret_cast<const uv_handle_t*>(&socket), &fd) != 0) return 0;
  return ioctl(fd, SIOCOUTQ, &octets) == 0 ? octets : 0;
}

void prepare_socket(uv_tcp_t& socket) {
  uv_tcp_nodelay(&socket, 1);
  uv_os_fd_t fd = -1;
  if (uv_fileno(reinterpret_cast<const uv_handle_t*>(&socket), &fd) != 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentInKernel, sizeof kUnsentInKernel);
}

}  // namespace ranged::net
