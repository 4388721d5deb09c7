#include "support/notify_socket.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "daemon/unix_name.hpp"

namespace ranged::test {

NotifySocket::NotifySocket(bool is_abstract)
    : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  const std::string path = (is_abstract ? "@" : "") + folder_.absolute("notify");
  const auto name = daemon::unix_name_of(path);
  if (!name || ::bind(fd_.get(), name->address(), name->length) != 0) {
    throw std::runtime_error("cannot bind " + path);
  }
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
}

NotifySocket::~NotifySocket() { ::unsetenv("NOTIFY_SOCKET"); }

std::vector<std::string> NotifySocket::take() {
  std::vector<std::string> messages;
  char buffer[4096];
  for (;;) {
    const ssize_t length = ::recv(fd_.get(), buffer, sizeof buffer, 0);
    if (length < 0) return messages;
    messages.emplace_back(buffer, static_cast<std::size_t>(length));
    std::replace(messages.back().begin(), messages.back().end(), '\n', '|');
  }
}

}  // namespace ranged::test
