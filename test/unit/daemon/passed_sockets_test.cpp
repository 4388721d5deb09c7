#include "daemon/passed_sockets.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/listening.hpp"
#include "support/child.hpp"

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

TEST(PassedSockets, AreAProxysByTheirName) {
  EXPECT_EQ(opening_of({base::UniqueFd(), "proxy"}), net::Opening::proxy_header);
  for (const std::string name : {"", "http", "proxy2", "Proxy", "ranged.socket"}) {
    EXPECT_EQ(opening_of({base::UniqueFd(), name}), net::Opening::request) << name;
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

/// What a process takes to which a socket of TCP and one of Unix were passed so: descriptors and
/// names, or what is complained of.
std::string taken(const std::string& count, const std::string& names, int other_process = 0) {
  std::vector<base::UniqueFd> low;  // so that what the child answers over is none of these
  do {
    low.emplace_back(::open("/dev/null", O_RDONLY));
  } while (low.back().get() < 4);
  return test::in_child([&]() -> std::string {
    ::dup2(listening(AF_INET).get(), 3);
    ::dup2(listening(AF_UNIX).get(), 4);
    ::setenv("LISTEN_PID", std::to_string(::getpid() + other_process).c_str(), 1);
    ::setenv("LISTEN_FDS", count.c_str(), 1);
    ::setenv("LISTEN_FDNAMES", names.c_str(), 1);
    auto passed = take_passed_sockets();
    if (std::getenv("LISTEN_PID") || std::getenv("LISTEN_FDS")) return "left for others";
    if (auto* fault = std::get_if<std::string>(&passed)) return std::move(*fault);
    std::string text;
    for (const auto& [fd, name] : std::get<std::vector<PassedSocket>>(passed)) {
      const bool is_inherited = (::fcntl(fd.get(), F_GETFD) & FD_CLOEXEC) == 0;
      text += std::to_string(fd.get()) + '=' + name + (is_inherited ? " inherited;" : ";");
    }
    return text;
  });
}

TEST(PassedSockets, AreTakenWithTheirNamesAndForNobodyElse) {
  EXPECT_EQ(taken("2", "http:local"), "3=http;4=local;");
  EXPECT_EQ(taken("2", ":local"), "3=;4=local;");
  EXPECT_EQ(taken("2", "http"), "3=http;4=;");
  EXPECT_EQ(taken("1", "http:local"), "3=http;");
  EXPECT_EQ(taken("0", ""), "");
  EXPECT_EQ(taken("2", "http:local", 1), "") << "another process was meant";
}

TEST(PassedSockets, AreNumberedPlausibly) {
  for (const std::string count : {"", "-1", "two", "1025", "99999999999999999999"}) {
    EXPECT_NE(taken(count, "").find("LISTEN_FDS: \"" + count + "\""), std::string::npos) << count;
  }
  const std::string two_are_there = taken("1024", "");
  EXPECT_TRUE(two_are_there.starts_with("descriptor 5 of the service manager is no"))
      << two_are_there;
}

}  // namespace
}  // namespace ranged::daemon
