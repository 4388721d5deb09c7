#include "net/socket.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <string>

#include "ranged/base/unique_fd.hpp"
#include "support/loop_test.hpp"
#include "support/needs.hpp"

namespace ranged::net {
namespace {

using base::UniqueFd;

sockaddr_storage address_of(const std::string& host, std::uint16_t port) {
  sockaddr_storage storage{};
  if (uv_ip4_addr(host.c_str(), port, reinterpret_cast<sockaddr_in*>(&storage)) != 0) {
    uv_ip6_addr(host.c_str(), port, reinterpret_cast<sockaddr_in6*>(&storage));
  }
  return storage;
}

std::uint16_t port_of(int fd) {
  sockaddr_in6 address{};  // the port stands at the same place in both families
  socklen_t length = sizeof address;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin6_port);
}

/// A TCP connection of this machine with itself: the side that was accepted, as libuv has it.
class SocketTest : public test::LoopTest {
 protected:
  SocketTest() { uv_tcp_init(&loop_, &socket_); }
  ~SocketTest() override { uv_close(reinterpret_cast<uv_handle_t*>(&socket_), nullptr); }

  /// False where the machine has no such addresses.
  [[nodiscard]] bool connect(const std::string& listen_on, const std::string& connect_to) {
    auto address = address_of(listen_on, 0);
    const UniqueFd listener(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int off = 0;
    ::setsockopt(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener.get(), 1) != 0) {
      return false;
    }
    server_port_ = port_of(listener.get());
    address = address_of(connect_to, server_port_);
    client_ = UniqueFd(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      return false;
    }
    const int accepted = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
    return accepted >= 0 && uv_tcp_open(&socket_, accepted) == 0;
  }

  std::string client_port() const { return std::to_string(port_of(client_.get())); }

  uv_tcp_t socket_{};
  UniqueFd client_;
  std::uint16_t server_port_ = 0;
};

TEST_F(SocketTest, APeerIsNamedWithItsPort) {
  ASSERT_TRUE(connect("127.0.0.1", "127.0.0.1"));
  EXPECT_EQ(peer_name(socket_), "127.0.0.1:" + client_port());
  const auto local = local_endpoint(socket_);
  ASSERT_TRUE(local);
  EXPECT_EQ(to_string(*local), "127.0.0.1:" + std::to_string(server_port_));
}

TEST_F(SocketTest, AnIpv6PeerIsNamedInBrackets) {
  RANGED_NEEDS(connect("::1", "::1"), "no IPv6 on this machine");
  EXPECT_EQ(peer_name(socket_), "[::1]:" + client_port());
  EXPECT_EQ(to_string(local_endpoint(socket_).value()), "[::1]:" + std::to_string(server_port_));
}

TEST_F(SocketTest, AnIpv4PeerOfADualStackListenerIsPlainIpv4) {
  RANGED_NEEDS(connect("::", "127.0.0.1"), "no IPv6 on this machine");
  EXPECT_EQ(peer_name(socket_), "127.0.0.1:" + client_port());
}

TEST_F(SocketTest, WhoIsNotConnectedHasNoName) {
  EXPECT_EQ(peer_name(socket_), "-");
  EXPECT_FALSE(local_endpoint(socket_));
}

TEST_F(SocketTest, SmallAnswersAreSentAtOnceAndLittleWaitsInTheKernel) {
  ASSERT_TRUE(connect("127.0.0.1", "127.0.0.1"));
  prepare_socket(socket_);
  uv_os_fd_t fd = -1;
  ASSERT_EQ(uv_fileno(reinterpret_cast<uv_handle_t*>(&socket_), &fd), 0);
  for (const int option : {TCP_NODELAY, TCP_NOTSENT_LOWAT}) {
    int value = 0;
    socklen_t length = sizeof value;
    ASSERT_EQ(::getsockopt(fd, IPPROTO_TCP, option, &value, &length), 0);
    EXPECT_GT(value, 0) << option;
    EXPECT_LE(value, 1024 * 1024) << option;
  }
}

TEST_F(SocketTest, OctetsThatThePeerDoesNotTakeAreUnacknowledged) {
  EXPECT_EQ(unacknowledged(socket_), 0);
  ASSERT_TRUE(connect("127.0.0.1", "127.0.0.1"));
  EXPECT_EQ(unacknowledged(socket_), 0);
  uv_os_fd_t fd = -1;
  ASSERT_EQ(uv_fileno(reinterpret_cast<uv_handle_t*>(&socket_), &fd), 0);
  std::string octets(64 * 1024, 'x');
  while (::send(fd, octets.data(), octets.size(), MSG_DONTWAIT) > 0) {
  }
  EXPECT_GT(unacknowledged(socket_), 0);
  EXPECT_TRUE(run_until([&] {
    while (::recv(client_.get(), octets.data(), octets.size(), MSG_DONTWAIT) > 0) {
    }
    return unacknowledged(socket_) == 0;
  }));
}

}  // namespace
}  // namespace ranged::net
