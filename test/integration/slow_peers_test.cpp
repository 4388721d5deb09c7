#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Peers that are slow, stall or vanish: every state ends, and who makes progress lives.

namespace ranged::test {
namespace {

using net::CloseReason;
using std::chrono::milliseconds;

constexpr int kTinyBuffer = 4 * 1024;
constexpr std::size_t kFilmLength = 4 * 1024 * 1024;
const std::string kGetFilm = "GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kGetSmall = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class SlowPeers : public testing::Test {
 protected:
  SlowPeers() {
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
  }

  TestServer& serve(const net::Limits& limits = {}) { return server_.emplace(content_, limits); }

  const std::string film_ = pattern(kFilmLength, 7);
  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(SlowPeers, WhoTricklesAHeadIsTold408) {
  net::Limits limits;
  limits.head = milliseconds(200);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  int octets = 0;
  client.send("GET /");
  // Never still for long: a deadline that every octet renews would not pass.
  while (!client.has_input(milliseconds(5)) && octets++ < 4'000) client.send("a");
  const Response response = client.receive();
  EXPECT_EQ(response.status, 408);
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_EQ(client.read_to_end().ending, Ending::eof);
  client.close();
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::head_timeout);
}

TEST_F(SlowPeers, WhoTricklesContentIsTold408) {
  net::Limits limits;
  limits.head = milliseconds(100);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
}

TEST_F(SlowPeers, WhoIsIdleIsClosedWithoutAWord) {
  net::Limits limits;
  limits.idle = milliseconds(50);
  TestServer& server = serve(limits);
  RawClient silent(server.port());
  EXPECT_EQ(silent.read_to_end(), (Rest{"", Ending::eof}));
  RawClient answered(server.port());
  answered.send(kGetSmall);
  EXPECT_EQ(answered.receive().body, "a");
  EXPECT_EQ(answered.read_to_end(), (Rest{"", Ending::eof}));
  for (const auto& closed : server.wait_for_closes(2)) {
    EXPECT_EQ(closed.reason, CloseReason::idle_timeout);
  }
}

TEST_F(SlowPeers, EmptyLinesDoNotKeepAConnection) {
  net::Limits limits;
  limits.idle = milliseconds(100);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  client.send("\r\n");
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::idle_timeout);
}

TEST_F(SlowPeers, WhoTakesNothingIsReset) {
  net::Limits limits;
  limits.send = milliseconds(200);
  TestServer& server = serve(limits);
  RawClient client(server.port(), kTinyBuffer);
  client.send(kGetFilm);
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::send_timeout);
  const Answered answer = server.wait_for_answers(1).at(0);
  EXPECT_TRUE(answer.aborted());
  EXPECT_EQ(answer.promised, kFilmLength);
  EXPECT_EQ(client.read_to_end().ending, Ending::reset);
}

TEST_F(SlowPeers, WhoTakesLittleButSteadilyGetsAll) {
  net::Limits limits;
  limits.send = milliseconds(400);
  TestServer& server = serve(limits);
  RawClient client(server.port(), 32 * 1024);
  client.send("GET /film.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-999999\r\n\r\n");
  std::string all;
  const auto began = std::chrono::steady_clock::now();
  // The slowness is what is tested: about 300 kB a second, so that not even what the kernel holds
  // back is taken within one send timeout.
  for (std::string octets = client.read_some(6'000); !octets.empty();) {
    all += octets;
    if (all.ends_with(std::string_view(film_).substr(999'900, 100))) break;
    std::this_thread::sleep_for(milliseconds(20));
    octets = client.read_some(6'000);
  }
  EXPECT_GT(std::chrono::steady_clock::now() - began, limits.send * 4);
  const auto body = all.find("\r\n\r\n") + 4;
  EXPECT_EQ(digest(all.substr(body)), digest(film_.substr(0, 1'000'000)));
  EXPECT_FALSE(server.wait_for_answers(1).at(0).aborted());
}

TEST_F(SlowPeers, WhoDoesNotCloseAfterTheLastAnswerIsLetGo) {
  net::Limits limits;
  limits.linger = milliseconds(50);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::linger_timeout);
}

TEST_F(SlowPeers, WhoStillTakesTheLastAnswerIsWaitedFor) {
  net::Limits limits;
  limits.linger = milliseconds(700);
  TestServer& server = serve(limits);
  RawClient client(server.port(), 8 * 1024);
  client.send(
      "GET /film.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-59999\r\nConnection: close\r\n\r\n");
  ASSERT_EQ(server.wait_for_answers(1).size(), 1u);  // the kernel has all of it
  std::string all;
  // As above: 20 kB a second for three linger timeouts; more is left then than this side holds.
  for (int i = 0; i < 25; ++i) {
    all += client.read_some(1'500);
    std::this_thread::sleep_for(milliseconds(84));
  }
  client.send(kGetSmall);  // at a closed socket, it would destroy the rest
  const Rest rest = client.read_to_end();
  EXPECT_EQ(rest.ending, Ending::eof);
  all += rest.octets;
  EXPECT_EQ(digest(all.substr(all.find("\r\n\r\n") + 4)), digest(film_.substr(0, 60'000)));
}

/// Asks for the small file while the disk hangs, and again when it does not.
void expect_unavailable_while_the_disk_hangs(TestServer& server, RawClient& client) {
  {
    const TestServer::DiskHold hold(server);
    client.send(kGetSmall);
    const Response response = client.receive();
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.field("Retry-After"), "1");
  }
  client.send(kGetSmall);
  EXPECT_EQ(client.receive().body, "a");
}

TEST_F(SlowPeers, ADiskThatDoesNotAnswerIs503) {
  net::Limits limits;
  limits.resolve = milliseconds(50);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  expect_unavailable_while_the_disk_hangs(server, client);
}

TEST_F(SlowPeers, ADiskThatStallsBeforeTheHeadIs503) {
  net::Limits limits;
  limits.send = milliseconds(100);
  limits.cache_size = 0;
  TestServer& server = serve(limits);
  RawClient client(server.port());
  client.send(kGetSmall);  // the file is open then, and no block of it kept
  EXPECT_EQ(client.receive().body, "a");
  expect_unavailable_while_the_disk_hangs(server, client);
}

TEST_F(SlowPeers, ADiskThatStallsAfterTheHeadIsAReset) {
  net::Limits limits;
  limits.send = milliseconds(100);
  limits.cache_size = 0;
  TestServer& server = serve(limits);
  RawClient client(server.port(), kTinyBuffer);
  client.send(kGetFilm);
  std::string all = client.read_some(1'000);
  const TestServer::DiskHold hold(server);
  const Rest rest = client.read_to_end();
  EXPECT_EQ(rest.ending, Ending::reset);
  all += rest.octets;
  const std::string body = all.substr(all.find("\r\n\r\n") + 4);
  EXPECT_LT(body.size(), film_.size());
  EXPECT_EQ(digest(body), digest(film_.substr(0, body.size())));
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::read_error);
  EXPECT_TRUE(server.wait_for_answers(1).at(0).aborted());
}

/// How far a peer comes before it vanishes.
struct Moment {
  const char* name;
  std::function<void(RawClient&)> come_so_far;
  bool holds_disk = false;
};

const Moment kMoments[] = {
    {"after connecting", [](RawClient&) {}},
    {"inside a head", [](RawClient& client) { client.send("GET /film.mp4 HT"); }},
    {"inside content",
     [](RawClient& client) {
       client.send(
           "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
       EXPECT_EQ(client.receive().status, 100);
       client.send("abc");
     }},
    {"while the file is opened", [](RawClient& client) { client.send(kGetFilm); }, true},
    {"after the request", [](RawClient& client) { client.send(kGetFilm); }},
    {"inside the answer",
     [](RawClient& client) {
       client.send(kGetFilm);
       EXPECT_TRUE(client.has_input());
     }},
    {"with requests behind it",
     [](RawClient& client) {
       client.send(kGetFilm + kGetSmall + kGetFilm);
       EXPECT_TRUE(client.has_input());
     }},
    {"between requests",
     [](RawClient& client) {
       client.send(kGetSmall);
       EXPECT_EQ(client.receive().body, "a");
     }},
    {"while the server waits for its end",
     [](RawClient& client) {
       client.send("GET / HTTP/1.0\r\n\r\n");
       EXPECT_EQ(client.read_to_end().ending, Ending::eof);
     }},
};

TEST_F(SlowPeers, WhoVanishesLeavesNothingBehind) {
  net::Limits limits;
  limits.open_files = 0;  // so that a descriptor left is one forgotten
  TestServer& server = serve(limits);
  { RawClient(server.port()).reset(); }
  ASSERT_TRUE(eventually([&] { return server.connections() == 0; }));
  const std::size_t before = open_descriptors();
  for (const auto& moment : kMoments) {
    for (const bool politely : {false, true}) {
      SCOPED_TRACE(std::string(politely ? "closes " : "is reset ") + moment.name);
      std::optional<TestServer::DiskHold> hold;
      if (moment.holds_disk) hold.emplace(server);
      std::vector<RawClient> clients;
      for (int i = 0; i < 10; ++i) {
        moment.come_so_far(clients.emplace_back(server.port(), kTinyBuffer));
      }
      for (auto& client : clients) politely ? client.close() : client.reset();
      hold.reset();
      EXPECT_TRUE(eventually([&] { return server.connections() == 0; }));
      EXPECT_TRUE(eventually([&] { return open_descriptors() == before; }));
    }
  }
  RawClient good(server.port());
  good.send(kGetSmall);
  EXPECT_EQ(good.receive().body, "a");
}

}  // namespace
}  // namespace ranged::test
