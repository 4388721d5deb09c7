#include "daemon/passed_sockets.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/environment.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

constexpr int kFirst = 3;  // behind standard error
constexpr std::uint64_t kMost = 1024;

std::vector<std::string> split(std::string_view names) {
  std::vector<std::string> result;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(':'), names.size());
    result.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return result;
}

std::optional<int> option_of(int fd, int option) {
  int value = 0;
  socklen_t length = sizeof value;
  if (::getsockopt(fd, SOL_SOCKET, option, &value, &length) != 0) return std::nullopt;
  return value;
}

std::string described(int fd, const std::string& name) {
  return "descriptor " + std::to_string(fd) + (name.empty() ? "" : " (\"" + name + "\")") +
         " of the service manager ";
}

}  // namespace

std::string fault_of_socket(int fd) {
  if (::fcntl(fd, F_GETFD) < 0) return "is not open: who sets LISTEN_FDS must pass so many";
  const auto type = option_of(fd, SO_TYPE);
  if (!type) return "is no socket: the socket unit needs ListenStream=, and no other Listen...=";
  if (*type != SOCK_STREAM) {
    return "is not a stream socket: the socket unit needs ListenStream=, not ListenDatagram= or "
           "ListenSequentialPacket=";
  }
  const int domain = option_of(fd, SO_DOMAIN).value_or(AF_UNSPEC);
  if (domain != AF_INET && domain != AF_INET6 && domain != AF_UNIX) {
    return "is neither of TCP nor of Unix: ListenStream= in the socket unit needs a port, an "
           "address with its port, or a path";
  }
  if (option_of(fd, SO_ACCEPTCONN).value_or(0) == 0) {
    return "does not listen: the socket unit needs Accept=no";
  }
  return {};
}

net::Opening opening_of(const PassedSocket& socket) {
  return socket.name == "proxy" ? net::Opening::proxy_header : net::Opening::request;
}

std::variant<std::vector<PassedSocket>, std::string> take_passed_sockets() {
  const auto process = base::parse_number(take_variable("LISTEN_PID").value_or(""));
  const std::string count_text = take_variable("LISTEN_FDS").value_or("");
  const auto names = split(take_variable("LISTEN_FDNAMES").value_or(""));
  static_cast<void>(take_variable("LISTEN_PIDFDID"));
  std::vector<PassedSocket> sockets;
  if (!process || *process != static_cast<std::uint64_t>(::getpid())) return sockets;
  const auto count = base::parse_number(count_text);
  if (!count || *count > kMost) {
    return "LISTEN_FDS: \"" + count_text + "\" is not a number of descriptors up to " +
           std::to_string(kMost);
  }
  for (std::size_t i = 0; i < *count; ++i) {
    const int fd = kFirst + static_cast<int>(i);
    const std::string name = i < names.size() ? names[i] : std::string();
    if (const auto fault = fault_of_socket(fd); !fault.empty()) return described(fd, name) + fault;
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    sockets.push_back({base::UniqueFd(fd), name});
  }
  return sockets;
}

}  // namespace ranged::daemon
