#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// The least that a server can do in one thread: wait, receive, send the same answer to whatever
// came. No server is faster, unless it asks less of the kernel.

namespace {

std::string answer() {
  constexpr std::size_t kLength = 1024;
  return "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: floor\r\n"
         "Content-Type: application/octet-stream\r\nAccept-Ranges: bytes\r\n"
         "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\nETag: \"17f4b6f4c2d6b5a8-400\"\r\n"
         "Content-Length: " +
         std::to_string(kLength) + "\r\nConnection: keep-alive\r\n\r\n" + std::string(kLength, 'x');
}

int listen_on(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // inherited by what is accepted
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd, 4096) != 0) {
    std::perror("floor: cannot listen");
    std::exit(EXIT_FAILURE);
  }
  return fd;
}

void watch(int epoll, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

void respond(int fd, std::string_view octets) {
  std::array<char, 4096> request;
  const bool asked = ::recv(fd, request.data(), request.size(), 0) > 0;
  if (!asked || ::send(fd, octets.data(), octets.size(), MSG_NOSIGNAL) < 0) ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  const int listener = listen_on(static_cast<std::uint16_t>(std::atoi(argv[1])));
  const int epoll = ::epoll_create1(0);
  watch(epoll, listener);
  const std::string octets = answer();
  std::array<epoll_event, 256> events;
  for (;;) {
    const int count = ::epoll_wait(epoll, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd != listener) {
        respond(fd, octets);
      } else if (const int accepted = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
                 accepted >= 0) {
        watch(epoll, accepted);
      }
    }
  }
}
