#include "bench/client/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "bench/client/answer_head.hpp"
#include "bench/client/fail.hpp"

namespace ranged::bench {
namespace {

constexpr std::uint64_t kMostAtOnce = 1024 * 1024;
constexpr std::size_t kLongestHead = 64 * 1024;

using Buffer = std::array<char, 16 * 1024>;

/// recv(), with nothing to receive as 0.
std::size_t receive_from(int fd, void* target, std::size_t most, int flags) {
  const ssize_t length = ::recv(fd, target, most, flags);
  if (length > 0) return static_cast<std::size_t>(length);
  if (length == 0) fail("the server closed a connection");
  if (errno != EAGAIN && errno != EINTR) fail("recv", errno);
  return 0;
}

std::string fault_of(const AnswerHead& head, int status, std::uint64_t length) {
  return "expected " + std::to_string(status) + " with " + std::to_string(length) +
         " octets, got " + std::to_string(head.status) + " with " +
         std::to_string(head.content_length);
}

}  // namespace

Connection::Connection(base::UniqueFd fd, const ExpectedOctets& expected)
    : fd_(std::move(fd)), expected_(expected) {}

void Connection::ask(std::string_view request, const Wish& wish, int status,
                     Clock::time_point now) {
  wish_ = wish;
  status_ = status;
  asked_ = now;
  phase_ = Phase::waiting;
  const ssize_t sent = ::send(fd_.get(), request.data(), request.size(), MSG_NOSIGNAL);
  if (sent < 0) fail("send", errno);
  if (static_cast<std::size_t>(sent) != request.size()) fail("a request was sent in part");
}

Connection::Received Connection::receive(std::uint64_t most) {
  Received received;
  if (phase_ == Phase::waiting) {
    received = receive_head();
  } else if (phase_ == Phase::content) {
    received.octets = receive_content(most);
  } else {
    char octet = 0;
    if (receive_from(fd_.get(), &octet, 1, 0) > 0) fail("octets that nobody asked for");
  }
  if (phase_ == Phase::content && rest_ == 0) {
    phase_ = Phase::quiet;
    received.complete = true;
  }
  return received;
}

Connection::Received Connection::receive_head() {
  Received received;
  Buffer buffer;
  const std::size_t length = receive_from(fd_.get(), buffer.data(), buffer.size(), 0);
  if (length == 0) return received;
  received.first = head_.empty();
  std::string_view octets(buffer.data(), length);
  if (!head_.empty()) octets = head_.append(octets);
  const auto head = answer_head_in(octets);
  if (!head) {
    if (octets.size() > kLongestHead) fail("a head without an end");
    if (head_.empty()) head_ = octets;
    return received;
  }
  if (head->status != status_ || head->content_length != wish_.length) {
    fail(fault_of(*head, status_, wish_.length));
  }
  phase_ = Phase::content;
  rest_ = wish_.length;
  octets.remove_prefix(head->size);
  received.octets = octets.size();
  take(octets);
  head_.clear();
  return received;
}

std::uint64_t Connection::receive_content(std::uint64_t most) {
  most = std::min({most, rest_, kMostAtOnce});
  if (expected_) {
    Buffer buffer;
    const auto room = std::min<std::uint64_t>(most, buffer.size());
    const std::size_t length = receive_from(fd_.get(), buffer.data(), room, 0);
    take({buffer.data(), length});
    return length;
  }
  const std::size_t length = receive_from(fd_.get(), nullptr, most, MSG_TRUNC);
  rest_ -= length;
  return length;
}

void Connection::take(std::string_view content) {
  if (content.size() > rest_) fail("more content than Content-Length says");
  const std::uint64_t offset = wish_.offset + wish_.length - rest_;
  if (expected_ && !expected_.are(offset, content)) {
    fail("octets differ from the file's, behind offset " + std::to_string(offset));
  }
  rest_ -= content.size();
}

}  // namespace ranged::bench
