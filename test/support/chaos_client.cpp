#include "support/chaos_client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

#include "support/received_pieces.hpp"

namespace ranged::test {
namespace {

using std::chrono::milliseconds;

/// So that several fit into a small receive buffer: where none does, TCP sends by a timer only.
constexpr int kSegment = 1400;

/// Of those who leave before they are served.
constexpr std::chrono::seconds kLongestStay{1};

/// Longer than a version may be answered that was replaced before anybody asked.
constexpr std::chrono::seconds kStale{2};

std::string range_of(std::mt19937_64& random) {
  constexpr std::uint64_t kAbout = 900'000;  // as long as files get
  const auto position = [&random] { return random() % kAbout; };
  const std::uint64_t first = position();
  const auto numbers = [](std::uint64_t from, std::uint64_t length) {
    return std::to_string(from) + '-' + std::to_string(from + length);
  };
  switch (random() % 4) {
    case 0:
      return numbers(first, 1 + position());
    case 1:
      return std::to_string(first) + '-';
    case 2:
      return '-' + std::to_string(1 + position());
    default:
      return numbers(first, 10) + ',' + numbers(position(), 5000) + ",-7";
  }
}

/// What no server should have to read.
std::string garbage(std::mt19937_64& random) {
  constexpr const char* kFaults[] = {
      "GET /film0.mp4 HTTP/1.1\r\nHost : a\r\n\r\n",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
      "GET /film0.mp4 HTTP/1.1\r\nHost: a\r\nX",
      "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n\x16\x03\x01",
      "GET /film0.mp4\r\n",
      "\r\n\r\n\r\n\r\n",
  };
  if (random() % 4 != 0) return kFaults[random() % std::size(kFaults)];
  std::string octets(random() % 3000, '\0');
  for (char& octet : octets) octet = static_cast<char>(random());
  return octets;
}

}  // namespace

const ChaosClient::Manner ChaosClient::kManners[] = {
    {.name = "polite"},
    {.name = "steady", .requests = 10},
    {.name = "pipelining", .requests = 20, .pipelines = true},
    {.name = "slow to ask", .requests = 2, .writes = 1, .pause = milliseconds(2)},
    {.name = "slow to read", .receive_buffer = 4096, .reads = 4096, .pause = milliseconds(4)},
    {.name = "pipelining, slow to read",
     .requests = 5,
     .pipelines = true,
     .receive_buffer = 4096,
     .reads = 8192,
     .pause = milliseconds(5)},
    {.name = "half-closing", .pipelines = true, .half_closes = true},
    {.name = "leaving", .leaves_before = 500'000},
    {.name = "leaving early", .receive_buffer = 4096, .leaves_before = 1000},
    {.name = "resetting", .leaves_before = 500'000, .resets = true},
    {.name = "resetting the pipeline",
     .requests = 10,
     .pipelines = true,
     .leaves_before = 500'000,
     .resets = true},
    {.name = "silent", .requests = 0, .pause = milliseconds(30), .leaves_before = 1},
    {.name = "broken", .requests = 1, .broken = true, .half_closes = true},
    {.name = "broken and slow",
     .requests = 1,
     .broken = true,
     .half_closes = true,
     .writes = 20,
     .pause = milliseconds(2)},
    {.name = "broken and resetting",
     .requests = 1,
     .broken = true,
     .leaves_before = 400,
     .resets = true},
};

ChaosClient::ChaosClient(std::uint16_t port, const ChangingFiles& files, Tally& tally,
                         std::mt19937_64& random)
    : files_(files), tally_(tally), manner_(kManners[random() % std::size(kManners)]) {
  connect(port);
  began_ = Clock::now();
  turn_ = began_ + manner_.pause;
  leaves_at_ = turn_ + kLongestStay;
  if (manner_.leaves_before > 0) leaves_after_ = random() % manner_.leaves_before;
  for (std::size_t i = 0; i < manner_.requests; ++i) ask(random);
  const std::size_t first =
      manner_.pipelines ? requests_.size() : std::min<std::size_t>(requests_.size(), 1);
  for (std::size_t i = 0; i < first; ++i) {
    unsent_ += requests_.front();
    requests_.pop_front();
  }
}

void ChaosClient::connect(std::uint16_t port) {
  fd_ = base::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (manner_.receive_buffer > 0) {
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &manner_.receive_buffer, sizeof(int));
    ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_MAXSEG, &kSegment, sizeof kSegment);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
      errno != EINPROGRESS) {
    throw std::system_error(errno, std::generic_category(), "connect");
  }
}

void ChaosClient::ask(std::mt19937_64& random) {
  if (manner_.broken) {
    requests_.push_back(garbage(random));
    return;
  }
  const Asked asked{random() % 8 == 0, random() % 2 == 0, random() % files_.count()};
  std::string request = asked.is_head ? "HEAD /" : "GET /";
  request += files_.path(asked.file) + " HTTP/1.1\r\nHost: a\r\n";
  if (asked.has_range) request += "Range: bytes=" + range_of(random) + "\r\n";
  requests_.push_back(request + "\r\n");
  asked_.push_back(asked);
}

pollfd ChaosClient::interest(Clock::time_point now) const {
  if (gone() || now < turn_) return {-1, 0, 0};
  return {fd_.get(), static_cast<short>(unsent_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
}

void ChaosClient::take_turn(short events, Clock::time_point now) {
  turn_ = now + manner_.pause;
  if ((events & POLLOUT) != 0) send();
  if (!gone() && (events & (POLLIN | POLLHUP | POLLERR)) != 0) receive();
  const bool has_enough = leaves_after_ && (octets_ >= *leaves_after_ || now > leaves_at_);
  if (!gone() && unsent_.empty() && has_enough) leave();
}

void ChaosClient::send() {
  const ssize_t sent = ::send(fd_.get(), unsent_.data(), std::min(unsent_.size(), manner_.writes),
                              MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0) {
    if (errno == EAGAIN) return;
    unsent_.clear();  // the peer has gone: what it said before is still to be read
    return;
  }
  unsent_.erase(0, static_cast<std::size_t>(sent));
  if (!unsent_.empty() || !requests_.empty() || !manner_.half_closes) return;
  ::shutdown(fd_.get(), SHUT_WR);
  half_closed_ = true;
}

void ChaosClient::receive() {
  const std::size_t size = received_.size();
  received_.resize(size + manner_.reads);
  const ssize_t got = ::recv(fd_.get(), received_.data() + size, manner_.reads, MSG_DONTWAIT);
  received_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0 && errno == EAGAIN) return;
  octets_ += received_.size() - size;
  understand();
  if (got <= 0) end(got < 0);
}

void ChaosClient::understand() {
  while (take_answer()) {
    if (unsent_.empty() && !requests_.empty()) {
      unsent_ = std::move(requests_.front());
      requests_.pop_front();
    }
  }
  const bool is_served = asked_.empty() && received_.empty() && !manner_.broken;
  if (is_served && !half_closed_) leave();
}

/// False if there is no complete one.
bool ChaosClient::take_answer() {
  const auto head_end = received_.find("\r\n\r\n");
  if (head_end == std::string::npos) return false;
  Response response;
  response.head = received_.substr(0, head_end + 4);
  if (!response.head.starts_with("HTTP/1.1 ")) {
    fault("not an answer: " + response.head);
    received_.clear();
    return false;
  }
  response.status = std::stoi(response.head.substr(9));
  const bool has_body = (asked_.empty() || !asked_.front().is_head) && response.status >= 200;
  const std::size_t length = has_body ? response.promised() : 0;
  if (received_.size() < response.head.size() + length) return false;
  response.body = received_.substr(response.head.size(), length);
  received_.erase(0, response.head.size() + length);
  told_close_ = response.field("Connection") == "close";
  ++tally_.answers[response.status];
  if (manner_.broken) return true;
  if (asked_.empty()) {
    fault("an answer to nothing: " + response.head);
    return true;
  }
  check(asked_.front(), response);
  asked_.pop_front();
  return true;
}

void ChaosClient::check(const Asked& asked, const Response& response) {
  constexpr int kMayBe[] = {200, 206, 404, 416, 503};
  if (std::count(std::begin(kMayBe), std::end(kMayBe), response.status) == 0) {
    fault("not to be expected: " + response.head);
  }
  if (asked.is_head || response.status > 206) return;
  const auto pieces = pieces_in(response);
  if (!pieces) return fault("its parts are not what it says: " + response.head);
  if (!files_.had(asked.file, *pieces, began_ - kStale)) {
    fault("octets of no version, or an old one: " + response.head);
  }
  if (asked.has_range && response.status == 200 && !response.body.empty()) {
    fault("Range was ignored: " + response.head);
  }
}

/// The server has closed.
void ChaosClient::end(bool with_reset) {
  fd_.reset();
  if (with_reset) {
    if (!manner_.broken) ++tally_.resets;
    return;
  }
  if (!received_.empty()) fault("cut off without a reset: " + received_.substr(0, 300));
  if (!asked_.empty() && !told_close_) fault("closed without an answer");
}

void ChaosClient::leave() {
  if (manner_.resets) {
    const linger at_once{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  fd_.reset();
}

std::string ChaosClient::describe() const {
  return std::string(manner_.name) + ", " + std::to_string(unsent_.size()) + " octets unsent, " +
         std::to_string(requests_.size()) + " requests to send, " + std::to_string(asked_.size()) +
         " answers to come, " + std::to_string(received_.size()) +
         " of the next one's octets here" + (half_closed_ ? ", half-closed: " : ": ") +
         received_.substr(0, 200);
}

void ChaosClient::fault(const std::string& what) {
  tally_.faults.push_back(std::string(manner_.name) + ": " + what);
}

}  // namespace ranged::test
