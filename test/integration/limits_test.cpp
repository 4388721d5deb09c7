#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// What one peer, or all of them together, may cost: at each limit and one beyond it.

namespace ranged::test {
namespace {

const std::string kGet = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kGetAndClose = "GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

class LimitsOf : public testing::Test {
 protected:
  LimitsOf() { content_.write("a.txt", "a"); }

  TestServer& serve(const net::Limits& limits) { return server_.emplace(content_, limits); }

  /// A client that was answered, whose file the server has closed since.
  RawClient answered_client() {
    RawClient client(server_->port());
    client.send(kGet);
    EXPECT_EQ(client.receive().body, "a");
    server_->wait_for_answers(1);
    EXPECT_EQ(server_->connections(), 1u);  // asked on the loop, when the answer's callback is over
    return client;
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(LimitsOf, ConnectionsMakeOthersWaitTheirTurn) {
  net::Limits limits;
  limits.max_connections = 2;
  TestServer& server = serve(limits);
  std::vector<RawClient> clients;
  for (int i = 0; i < 6; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(kGetAndClose);
  }
  for (auto& client : clients) {
    EXPECT_LE(server.connections(), 2u);
    EXPECT_EQ(client.receive().body, "a");
    EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
    client.close();
  }
  EXPECT_EQ(server.wait_for_closes(6).size(), 6u);
  EXPECT_THAT(server.troubles(), testing::Contains(testing::HasSubstr("limit")));
}

TEST_F(LimitsOf, ConnectionsAreTakenInTurnFromEveryAddress) {
  net::Limits limits;
  limits.max_connections = 1;
  TestServer& server = serve(limits);
  const std::uint16_t other_port = server.listen_again();
  RawClient holder(server.port());
  holder.send(kGet);
  EXPECT_EQ(holder.receive().body, "a");
  std::vector<RawClient> waiting;
  for (int i = 0; i < 3; ++i) {
    for (const std::uint16_t port : {server.port(), other_port}) {
      RawClient& client = waiting.emplace_back(port);
      client.send("GET /" + std::to_string(port) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      client.half_close();  // served and gone, whenever that is
    }
  }
  server.wait_for_reading();
  EXPECT_EQ(server.connections(), 1u);
  holder.close();

  const auto answered = server.wait_for_answers(7);
  ASSERT_EQ(answered.size(), 7u);
  for (std::size_t i = 2; i < answered.size(); ++i) {
    EXPECT_NE(answered[i].target, answered[i - 1].target) << "twice, while the other waits: " << i;
  }
}

TEST_F(LimitsOf, ConnectionsAreNotTakenByThoseThatWaitAndLeave) {
  net::Limits limits;
  limits.max_connections = 1;
  TestServer& server = serve(limits);
  RawClient first(server.port());
  first.send(kGet);
  EXPECT_EQ(first.receive().body, "a");
  for (int i = 0; i < 5; ++i) RawClient(server.port()).reset();
  RawClient last(server.port());
  last.send(kGet);
  first.close();
  EXPECT_EQ(last.receive().body, "a");
}

TEST_F(LimitsOf, RequestsEndTheConnectionWithTheLastAnswer) {
  net::Limits limits;
  limits.max_requests = 3;
  RawClient client(serve(limits).port());
  client.send(kGet + kGet + kGet + kGet);
  for (const char* connection : {"keep-alive", "keep-alive", "close"}) {
    const Response response = client.receive();
    EXPECT_EQ(response.body, "a");
    EXPECT_EQ(response.field("Connection"), connection);
  }
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
}

std::string padded(std::string head, std::size_t length) {
  return head.append(length - head.size(), 'x');
}

std::string with_fields(int count) {
  std::string request = "GET /a.txt HTTP/1.1\r\nHost: a\r\n";
  for (int i = 1; i < count; ++i) request += "F: v\r\n";
  return request + "\r\n";
}

std::string with_content(std::size_t octets) {
  return "GET /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(octets) +
         "\r\n\r\n" + std::string(octets, 'c');
}

std::string with_request_line(std::size_t octets) {
  return padded("GET /a.txt?", octets - 9) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string with_head(std::size_t octets) {
  return padded("GET /a.txt HTTP/1.1\r\nHost: a\r\nF: ", octets - 4) + "\r\n\r\n";
}

struct Row {
  const char* name;
  std::string request;
  int status;
};

void expect_answer(RawClient& client, const Row& row) {
  const Response response = client.receive();
  EXPECT_EQ(response.status, row.status);
  if (row.status == 200) return;
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
}

TEST_F(LimitsOf, ARequestAreReachedBeforeTheyAreBroken) {
  net::Limits limits;
  limits.request = {.request_line = 200, .head = 400, .fields = 10, .content = 1000};
  const Row rows[] = {
      {"request line", with_request_line(200), 200},
      {"request line and one", with_request_line(201), 414},
      {"a request line without end", padded("GET /", 201), 414},
      {"head", with_head(400), 200},
      {"head and one", with_head(401), 431},
      {"a head without end", padded("GET / HTTP/1.1\r\nF: ", 401), 431},
      {"fields", with_fields(10), 200},
      {"fields and one", with_fields(11), 431},
      {"content", with_content(1000), 200},
      {"content and one", with_content(1001), 413},
  };
  TestServer& server = serve(limits);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<Boundaries> ways = {{}, every_boundary(row.request)};
    for (const std::size_t cut : every_boundary(row.request)) ways.push_back({cut});
    for (const auto& cuts : ways) {
      SCOPED_TRACE(cuts.empty() ? "whole" : "cut at " + std::to_string(cuts.back()));
      RawClient client(server.port());
      server.send_cut(client, row.request, cuts);
      expect_answer(client, row);
      if (HasFailure()) return;
    }
  }
}

/// Takes every descriptor there is but `spare`, while it lives. Nobody may be about to close one.
class NoDescriptors {
 public:
  explicit NoDescriptors(std::size_t spare) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = open_descriptors() + 50;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (;;) {
      base::UniqueFd fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
      if (!fd) break;
      taken_.push_back(std::move(fd));
    }
    taken_.resize(taken_.size() - spare);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
  std::vector<base::UniqueFd> taken_;
};

TEST_F(LimitsOf, DescriptorsAre503ForAsLongAsThereAreNone) {
  net::Limits limits;
  limits.open_files = 0;
  serve(limits);
  RawClient client = answered_client();
  {
    const NoDescriptors none(0);
    client.send(kGet + kGet);
    for (int i = 0; i < 2; ++i) {
      const Response response = client.receive();
      EXPECT_EQ(response.status, 503);
      EXPECT_EQ(response.field("Retry-After"), "1");
      EXPECT_EQ(response.field("Connection"), "keep-alive");
    }
  }
  client.send(kGet);
  EXPECT_EQ(client.receive().body, "a");
}

TEST_F(LimitsOf, DescriptorsThatRunOutWhileAcceptingDoNotStopTheServer) {
  TestServer& server = serve({});
  RawClient early = answered_client();
  Rest rest;  // judged later: a sanitizer looks at what a matcher is through a descriptor
  {
    const NoDescriptors one(1);
    RawClient unlucky(server.port());  // takes the one: none is left to accept him with
    rest = unlucky.read_to_end();
    early.send("GET /missing HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(early.receive().status, 404);
  }
  EXPECT_THAT(rest, testing::AnyOf(Rest{"", Ending::eof}, Rest{"", Ending::reset}));
  early.send(kGet);
  EXPECT_EQ(early.receive().body, "a");
  RawClient late(server.port());
  late.send(kGet);
  EXPECT_EQ(late.receive().body, "a");
}

}  // namespace
}  // namespace ranged::test
