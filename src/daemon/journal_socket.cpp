#include "daemon/journal_socket.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

namespace ranged::daemon {

int JournalSocket::connect(const std::string& path) {
  close();
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) return ENAMETOOLONG;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  base::UniqueFd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return errno;
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0) return errno;
  fd_ = std::move(fd);
  return 0;
}

JournalSocket::Sent JournalSocket::send(std::string_view datagram) {
  if (!fd_) return Sent::broken;
  ssize_t sent = 0;
  do {
    sent = ::send(fd_.get(), datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0) return Sent::whole;
  if (errno == EAGAIN) return Sent::later;
  return errno == EMSGSIZE ? Sent::never : Sent::broken;
}

}  // namespace ranged::daemon
