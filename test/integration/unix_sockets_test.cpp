#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "daemon/unix_socket.hpp"
#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// A reverse proxy on the same machine comes by a Unix socket: everything is as it is over TCP, but
// that the kernel has no reset there.

namespace ranged::test {
namespace {

using net::CloseReason;
using std::chrono::milliseconds;

constexpr std::size_t kLength = 4 * 1024 * 1024;
const std::string kGetFilm = "GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kGetSmall = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class UnixSockets : public testing::Test {
 protected:
  UnixSockets() {
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
  }

  TestServer& serve(const net::Limits& limits = {}) {
    server_.emplace(content_, limits);
    auto listening = daemon::listen_at(path_);
    auto& socket = std::get<daemon::UnixSocket>(listening);
    file_.emplace(std::move(socket.file));
    EXPECT_TRUE(server_->listen_on(std::move(socket.fd)));
    return *server_;
  }

  const std::string film_ = pattern(kLength, 5);
  TempContent content_;
  TempContent run_;
  const std::string path_ = run_.absolute("http.sock");
  std::optional<daemon::UnixSocketFile> file_;
  std::optional<TestServer> server_;
};

TEST_F(UnixSockets, ARequestIsAnsweredAndThePeerIsNamedForWhatItIs) {
  TestServer& server = serve();
  RawClient client(path_);
  client.send(kGetSmall + kGetFilm);
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_EQ(digest(client.receive().body), digest(film_));
  EXPECT_EQ(server.wait_for_answers(2).at(1).peer, "unix:");
}

TEST_F(UnixSockets, TcpIsServedBesides) {
  TestServer& server = serve();
  RawClient over_tcp(server.port());
  RawClient over_unix(path_);
  for (RawClient* client : {&over_tcp, &over_unix}) {
    client->send(kGetSmall);
    EXPECT_EQ(client->receive().body, "a");
  }
}

TEST_F(UnixSockets, AnIdlePeerIsLetGoWhenHeHasReadHisAnswer) {
  net::Limits limits;
  limits.idle = milliseconds(50);
  TestServer& server = serve(limits);
  RawClient client(path_);
  client.send(kGetSmall);
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::idle_timeout);
}

TEST_F(UnixSockets, WhatAPeerHasNotReadWhenTheServerEndsIsStillHis) {
  const std::string small_film = pattern(50'000, 4);  // the kernel takes it all at once
  content_.write("small.mp4", small_film);
  TestServer& server = serve();
  RawClient viewer(path_);
  viewer.send("GET /small.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_FALSE(server.wait_for_answers(1).at(0).aborted());
  server.drain();
  viewer.send(kGetSmall);  // crosses the server's end
  EXPECT_EQ(digest(viewer.receive().body), digest(small_film));
  EXPECT_EQ(viewer.read_to_end(), (Rest{"", Ending::eof}));
  viewer.close();
  EXPECT_TRUE(server.join());
}

TEST_F(UnixSockets, WhoReadsSlowlyLivesAndWhoDoesNotReadIsLetGo) {
  net::Limits limits;
  limits.send = milliseconds(300);
  TestServer& server = serve(limits);
  RawClient slow(path_);
  RawClient stalled(path_);
  slow.send(kGetFilm);
  stalled.send(kGetFilm);
  std::string received;
  const auto began = std::chrono::steady_clock::now();
  while (received.size() < kLength) {
    const std::string some = slow.read_some(16 * 1024);
    ASSERT_FALSE(some.empty()) << received.size();
    received += some;
    std::this_thread::sleep_for(milliseconds(4));  // how he is slow
  }
  EXPECT_GT(std::chrono::steady_clock::now() - began, 2 * limits.send);
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::send_timeout);
  const Rest rest = stalled.read_to_end();
  EXPECT_LT(rest.octets.size(), kLength) << "Content-Length tells, where there is no reset";
}

TEST_F(UnixSockets, AtTheLimitOfConnectionsTheyWaitAndAreServedInTurn) {
  net::Limits limits;
  limits.max_connections = 1;
  TestServer& server = serve(limits);
  RawClient first(path_);
  first.send(kGetSmall);
  EXPECT_EQ(first.receive().body, "a");
  RawClient second(path_);
  second.send(kGetSmall);
  server.wait_for_reading();
  EXPECT_FALSE(second.has_input(milliseconds(20)));
  first.close();
  EXPECT_EQ(second.receive().body, "a");
}

TEST_F(UnixSockets, WhatCannotBeListenedOnIsRefused) {
  TestServer& server = serve();
  EXPECT_FALSE(server.listen_on(base::UniqueFd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))));
  EXPECT_FALSE(server.listen_on(base::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC))));
  EXPECT_FALSE(server.listen_on(base::UniqueFd()));
}

}  // namespace
}  // namespace ranged::test
