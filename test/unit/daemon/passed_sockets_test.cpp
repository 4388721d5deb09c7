#include "daemon/passed_sockets.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "daemon/listening.hpp"

namespace ranged::daemon {
namespace {

base::UniqueFd listening(int family) {
  base::UniqueFd fd(::socket(family, SOCK_STREAM, 0));
  sockaddr_storage any{};
  any.ss_family = static_cast<sa_family_t>(family);
  const socklen_t length = family == AF_UNIX ? sizeof(sa_family_t) : sizeof(sockaddr_in6);
  ::bind(fd.get(), reinterpret_cast<sockaddr*>(&any), length);
  ::listen(fd.get(), 1);
  return fd;
}

TEST(PassedSockets, MustListenAndBeStreamsOfTcpOrUnix) {
  EXPECT_EQ(fault_of_socket(listening(AF_INET).get()), "");
  EXPECT_EQ(fault_of_socket(listening(AF_UNIX).get()), "");
  const struct {
    base::UniqueFd fd;
    std::string fault, remedy;
  } cases[] = {
      {base::UniqueFd(::socket(AF_INET, SOCK_DGRAM, 0)), "not a stream socket", "ListenStream="},
      {base::UniqueFd(::socket(AF_UNIX, SOCK_SEQPACKET, 0)), "not a stream", "ListenStream="},
      {base::UniqueFd(::socket(AF_INET, SOCK_STREAM, 0)), "does not listen", "Accept=no"},
      {base::UniqueFd(::open("/dev/null", O_RDONLY)), "no socket", "ListenStream="},
      {base::UniqueFd(), "is not open", "LISTEN_FDS"},
  };
  for (const auto& [fd, fault, remedy] : cases) {
    const std::string said = fault_of_socket(fd.get());
    EXPECT_NE(said.find(fault), std::string::npos) << said;
    EXPECT_NE(said.find(remedy), std::string::npos) << said;
  }
}

TEST(PassedSockets, LeaveNoRoomForAddressesOfOurOwn) {
  std::vector<PassedSocket> passed;
  Options options;
  EXPECT_EQ(conflict_of(options, passed), "");
  options.listen.emplace_back(net::ListenAddress{});
  EXPECT_EQ(conflict_of(options, passed), "");
  passed.push_back({listening(AF_INET), "http"});
  EXPECT_NE(conflict_of(options, passed).find("--listen"), std::string::npos);
  options.listen.clear();
  EXPECT_EQ(conflict_of(options, passed), "");
  options.port_sharing = net::PortSharing::shared;
  EXPECT_NE(conflict_of(options, passed).find("ReusePort=yes"), std::string::npos);
}

}  // namespace
}  // namespace ranged::daemon
