#include "daemon/journal_socket.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "daemon/unix_name.hpp"

namespace ranged::daemon {

int JournalSocket::connect(const std::string& path) {
  close();
  const auto name = unix_name_of(path);
  if (!name) return ENAMETOOLONG;
  base::UniqueFd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return errno;
  if (::connect(fd.get(), name->address(), name->length) != 0) return errno;
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
