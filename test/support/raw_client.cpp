#include "support/raw_client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

namespace ranged::test {
namespace {

constexpr int kSegment = 1400;  // as on a real network; the loopback's is 64 KiB

void require(long result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

bool wait_for(int fd, short events, std::chrono::milliseconds patience) {
  pollfd waiting{fd, events, 0};
  return ::poll(&waiting, 1, static_cast<int>(patience.count())) > 0;
}

bool has_no_body(int status, std::string_view method) {
  return method == "HEAD" || status / 100 == 1 || status == 204 || status == 304;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, Ending ending) {
  constexpr const char* kNames[] = {"complete", "eof", "reset", "timed out"};
  return out << kNames[static_cast<std::size_t>(ending)];
}

std::ostream& operator<<(std::ostream& out, const Rest& rest) {
  return out << rest.octets.size() << " octets (" << rest.octets.substr(0, 100) << "), then "
             << rest.ending;
}

std::string Response::status_line() const { return head.substr(0, head.find("\r\n")); }

std::string Response::field(std::string_view name) const {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const auto at = head.find(start);
  if (at == std::string::npos) return {};
  const auto begin = at + start.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::uint64_t Response::promised() const {
  const std::string length = field("Content-Length");
  return length.empty() ? 0 : std::stoull(length);
}

RawClient::RawClient(std::uint16_t port, int receive_buffer)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  require(fd_.get(), "socket");
  if (receive_buffer > 0) {
    require(::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(int)), "RCVBUF");
    require(::setsockopt(fd_.get(), IPPROTO_TCP, TCP_MAXSEG, &kSegment, sizeof(int)), "MAXSEG");
  }
  const int on = 1;
  require(::setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "NODELAY");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  require(::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
          "connect");
}

RawClient::RawClient(const std::string& path)
    : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  require(fd_.get(), "socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  require(::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
          "connect");
}

void RawClient::send(std::string_view octets) {
  while (!octets.empty()) {
    if (!becomes_writable(kPatience)) {
      throw std::system_error(ETIMEDOUT, std::generic_category(), "send");
    }
    octets.remove_prefix(send_some(octets));
  }
}

std::size_t RawClient::send_some(std::string_view octets) {
  const ssize_t sent = ::send(fd_.get(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno == EAGAIN) return 0;
  require(sent, "send");
  return static_cast<std::size_t>(sent);
}

bool RawClient::becomes_writable(std::chrono::milliseconds patience) {
  return wait_for(fd_.get(), POLLOUT, patience);
}

Response RawClient::receive(std::string_view method) {
  Response response;
  std::size_t seen = 0;  // of the buffer, without an empty line in it
  for (;;) {
    const auto end = buffer_.find("\r\n\r\n", begin_ + seen);
    if (end != std::string::npos) {
      response.head = take(end + 4 - begin_);
      break;
    }
    seen = std::max<std::size_t>(buffer_.size() - begin_, 3) - 3;
    const Filled filled = fill();
    if (filled == Filled::more) continue;
    response.ending = ending_of(filled);
    return response;
  }
  response.status = std::stoi(response.head.substr(response.head.find(' ') + 1));
  if (has_no_body(response.status, method)) return response;
  while (buffer_.size() - begin_ < response.promised()) {
    const Filled filled = fill();
    if (filled == Filled::more) continue;
    response.ending = ending_of(filled);
    response.body = take(buffer_.size() - begin_);
    return response;
  }
  response.body = take(response.promised());
  return response;
}

std::string RawClient::read_some(std::size_t most) {
  if (begin_ == buffer_.size()) {
    if (!wait_for(fd_.get(), POLLIN, kPatience)) return {};
    std::string octets(most, '\0');
    const ssize_t got = ::recv(fd_.get(), octets.data(), octets.size(), 0);
    octets.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return octets;
  }
  return take(std::min(most, buffer_.size() - begin_));
}

bool RawClient::has_input(std::chrono::milliseconds patience) {
  return begin_ < buffer_.size() || wait_for(fd_.get(), POLLIN, patience);
}

Rest RawClient::read_to_end() {
  for (;;) {
    const Filled filled = fill();
    if (filled != Filled::more) return {take(buffer_.size() - begin_), ending_of(filled)};
  }
}

void RawClient::half_close() { require(::shutdown(fd_.get(), SHUT_WR), "shutdown"); }

void RawClient::reset() {
  const linger at_once{1, 0};
  require(::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "LINGER");
  close();
}

RawClient::Filled RawClient::fill() {
  constexpr std::size_t kReading = 64 * 1024;
  if (!wait_for(fd_.get(), POLLIN, kPatience)) return Filled::timed_out;
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kReading);
  const ssize_t got = ::recv(fd_.get(), buffer_.data() + size, kReading, 0);
  buffer_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got > 0) return Filled::more;
  return got == 0 ? Filled::eof : Filled::reset;
}

std::string RawClient::take(std::size_t octets) {
  std::string taken = buffer_.substr(begin_, octets);
  begin_ += octets;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  }
  return taken;
}

Ending RawClient::ending_of(Filled filled) {
  switch (filled) {
    case Filled::eof:
      return Ending::eof;
    case Filled::reset:
      return Ending::reset;
    default:
      return Ending::timed_out;
  }
}

}  // namespace ranged::test
