#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/unix_name.hpp"
#include "ranged/base/unique_fd.hpp"

// What systemd does for a service, and nothing else: service_manager [tcp|udp|unix:PATH]... --
// COMMAND... opens the sockets and becomes COMMAND, to which it passes them. What COMMAND notifies
// is a line each on standard output, '|' for the ends of its lines, before them "port N" for each
// TCP socket.

namespace {

using ranged::base::UniqueFd;
using ranged::daemon::unix_name_of;

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

UniqueFd open_internet(int type) {
  UniqueFd fd(::socket(AF_INET, type, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  if (::bind(fd.get(), name, length) != 0 || ::getsockname(fd.get(), name, &length) != 0) {
    fail("bind");
  }
  if (type == SOCK_STREAM) std::printf("port %u\n", static_cast<unsigned>(ntohs(address.sin_port)));
  return fd;
}

UniqueFd open_unix(std::string_view path) {
  UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM, 0));
  const auto name = unix_name_of(path);
  if (!name || ::bind(fd.get(), name->address(), name->length) != 0) fail("bind");
  return fd;
}

UniqueFd open_socket(std::string_view what) {
  constexpr std::string_view kUnix = "unix:";
  if (what == "udp") return open_internet(SOCK_DGRAM);
  UniqueFd fd =
      what.starts_with(kUnix) ? open_unix(what.substr(kUnix.size())) : open_internet(SOCK_STREAM);
  if (::listen(fd.get(), SOMAXCONN) != 0) fail("listen");
  return fd;
}

volatile std::sig_atomic_t has_ended = 0;

/// In a process of its own, which is told by SIGTERM when the service has ended.
void report(int notified, pid_t service) {
  struct sigaction end {};
  end.sa_handler = [](int) { has_ended = 1; };
  ::sigaction(SIGTERM, &end, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != service) has_ended = 1;  // before anybody was to be told
  const timeval patience{0, 100'000};         // the signal may come between the look and the call
  ::setsockopt(notified, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char buffer[4096];
  for (;;) {
    const ssize_t length = ::recv(notified, buffer, sizeof buffer, has_ended ? MSG_DONTWAIT : 0);
    if (length < 0 && (errno == EINTR || !has_ended)) continue;  // what it said last is still there
    if (length <= 0) return;
    for (ssize_t i = 0; i < length; ++i) std::putchar(buffer[i] == '\n' ? '|' : buffer[i]);
    std::putchar('\n');
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<UniqueFd> sockets;
  int next = 1;
  for (; next < argc && std::string_view(argv[next]) != "--"; ++next) {
    sockets.push_back(open_socket(argv[next]));
  }
  if (next + 1 >= argc) return 64;
  std::fflush(stdout);

  const pid_t service = ::getpid();
  const std::string process = std::to_string(service);
  const std::string notify = "@ranged-e2e-" + process;
  const UniqueFd notified(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto name = unix_name_of(notify);
  if (::bind(notified.get(), name->address(), name->length) != 0) fail("bind");
  if (::fork() == 0) {
    sockets.clear();
    report(notified.get(), service);
    return 0;
  }
  int number = 3;  // their own are higher, or right already: they were opened in this order
  for (auto& socket : sockets) {
    if (socket.get() != number && ::dup2(socket.get(), number) != number) fail("dup2");
    if (socket.get() == number) static_cast<void>(socket.release());
    ++number;
  }
  ::setenv("NOTIFY_SOCKET", notify.c_str(), 1);
  if (number > 3) {
    ::setenv("LISTEN_PID", process.c_str(), 1);
    ::setenv("LISTEN_FDS", std::to_string(number - 3).c_str(), 1);
  }
  ::execv(argv[next + 1], argv + next + 1);
  fail("exec");
}
