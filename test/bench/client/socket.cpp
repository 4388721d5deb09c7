#include "bench/client/socket.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>

#include "bench/client/fail.hpp"

namespace ranged::bench {
namespace {

constexpr std::size_t kConnectionsAnAddress = 5000;

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
  return address;
}

void set(int fd, int level, int option, int value) {
  if (::setsockopt(fd, level, option, &value, sizeof value) != 0) fail("setsockopt", errno);
}

}  // namespace

base::UniqueFd connect_to(std::uint16_t port, std::size_t number,
                          std::optional<int> receive_buffer) {
  base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) fail("socket", errno);
  if (receive_buffer) set(fd.get(), SOL_SOCKET, SO_RCVBUF, *receive_buffer);
  set(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  set(fd.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
  const linger reset{1, 0};  // leaves no port in TIME_WAIT for the next round to trip over
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset) != 0) {
    fail("SO_LINGER", errno);
  }
  const auto host = static_cast<std::uint32_t>(number / kConnectionsAnAddress);
  const sockaddr_in from = loopback(host, 0);
  const sockaddr_in to = loopback(0, port);
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) {
    fail("bind", errno);
  }
  // Blocking: on loopback the kernel answers at once while the server's backlog has room.
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    fail("connect", errno);
  }
  if (::fcntl(fd.get(), F_SETFL, O_NONBLOCK) != 0) fail("O_NONBLOCK", errno);
  return fd;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("getrlimit", errno);
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("setrlimit", errno);
}

}  // namespace ranged::bench
