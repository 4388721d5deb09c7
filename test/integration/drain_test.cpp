#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Stopping: draining finishes what is being sent, aborting does not; either leaves nothing behind.
// That the loop closes with nothing on it is asserted by join(), in every test.

namespace ranged::test {
namespace {

using net::CloseReason;
using std::chrono::milliseconds;
using testing::Each;
using testing::Field;

constexpr std::size_t kLength = 4 * 1024 * 1024;
constexpr int kTinyBuffer = 4 * 1024;
const std::string kGetFilm = "GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kGetSmall = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kHeadOfUpload =
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";

class Draining : public testing::Test {
 protected:
  Draining() {
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
  }

  TestServer& serve(const net::Limits& limits = {}) { return server_.emplace(content_, limits); }

  /// A client whose answer is under way, and stuck.
  RawClient begin_film() {
    RawClient client(server_->port(), kTinyBuffer);
    client.send(kGetFilm);
    EXPECT_TRUE(client.has_input());
    return client;
  }

  bool accepts() {
    try {
      RawClient(server_->port());
      return true;
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::connection_refused);
      return false;
    }
  }

  /// The answer to kGetSmall, and the end, which the client confirms.
  static void expect_last_answer(RawClient& client) {
    const Response response = client.receive();
    EXPECT_EQ(response.body, "a");
    EXPECT_EQ(response.field("Connection"), "close");
    EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
    client.close();
  }

  /// A socket that is passed by another process, and its port.
  static std::pair<base::UniqueFd, std::uint16_t> listening_socket() {
    base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(fd.get(), name, length), 0);
    EXPECT_EQ(::listen(fd.get(), SOMAXCONN), 0);
    EXPECT_EQ(::getsockname(fd.get(), name, &length), 0);
    return {std::move(fd), ntohs(address.sin_port)};
  }

  net::Limits patient_ = [] {
    net::Limits limits;
    limits.newcomer = kPatience;
    return limits;
  }();
  const std::string film_ = pattern(kLength, 3);
  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(Draining, NobodyEndsAtOnce) {
  TestServer& server = serve();
  EXPECT_TRUE(accepts());
  EXPECT_TRUE(eventually([&] { return server.connections() == 0; }));
  server.drain();
  EXPECT_TRUE(server.join());
  EXPECT_FALSE(accepts());
}

TEST_F(Draining, ClosesWhoHasHadHisAnswerAtOnceAndWhoSaysNothingSoon) {
  net::Limits limits;
  limits.newcomer = milliseconds(50);
  TestServer& server = serve(limits);
  RawClient silent(server.port());
  RawClient answered(server.port());
  answered.send(kGetSmall);
  EXPECT_EQ(answered.receive().body, "a");
  ASSERT_TRUE(eventually([&] { return server.connections() == 2; }));
  server.drain();
  EXPECT_EQ(answered.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(silent.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_TRUE(server.join());
  EXPECT_THAT(server.wait_for_closes(2), Each(Field(&Closed::reason, CloseReason::draining)));
  EXPECT_EQ(server.wait_for_closes(2).at(0).requests, 1) << "he need not wait for the silent one";
}

TEST_F(Draining, AnswersTheFirstRequestOfANewcomerAndSaysClose) {
  TestServer& server = serve(patient_);
  RawClient newcomer(server.port());
  ASSERT_TRUE(eventually([&] { return server.connections() == 1; }));
  server.drain();
  newcomer.send(kGetSmall + kGetSmall);
  expect_last_answer(newcomer);
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, AnswersWhoHasConnectedAndIsNotAcceptedYet) {
  TestServer& server = serve(patient_);
  std::optional<RawClient> early;
  std::optional<RawClient> late;
  server.drain([&] {
    early.emplace(server.port()).send(kGetSmall);
    late.emplace(server.port());
  });
  EXPECT_FALSE(accepts());
  late->send(kGetSmall);
  expect_last_answer(*early);
  expect_last_answer(*late);
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, AcceptsTheLastUpToTheLimitOfConnections) {
  patient_.max_connections = 2;
  TestServer& server = serve(patient_);
  std::optional<RawClient> clients[3];
  server.drain([&] {
    for (auto& client : clients) client.emplace(server.port()).send(kGetSmall);
  });
  expect_last_answer(*clients[0]);
  expect_last_answer(*clients[1]);
  EXPECT_EQ(clients[2]->receive().status, 0);
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, AnswersWhoWaitsAtTheLimitOfConnections) {
  patient_.max_connections = 1;
  TestServer& server = serve(patient_);
  RawClient first(server.port());
  RawClient second(server.port());
  second.send(kGetSmall);
  ASSERT_TRUE(eventually([&] { return !server.troubles().empty(); }));
  server.drain();
  expect_last_answer(second);
  first.close();
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, LeavesTheBacklogToTheOtherWhoHasTheSocket) {
  TestServer& server = serve();
  auto [socket, port] = listening_socket();
  ASSERT_TRUE(server.listen_on(base::UniqueFd(::dup(socket.get())), net::Backlog::another));
  std::optional<RawClient> client;
  server.drain([&, port = port] { client.emplace(port).send(kGetSmall); });
  EXPECT_TRUE(server.join());

  TestServer& next = serve();
  ASSERT_TRUE(next.listen_on(std::move(socket), net::Backlog::another));
  EXPECT_EQ(client->receive().body, "a");
}

TEST_F(Draining, AnswersARequestThatHasComeAndIsNotReadYet) {
  TestServer& server = serve();
  RawClient client(server.port());
  client.send(kGetSmall);
  EXPECT_EQ(client.receive().field("Connection"), "keep-alive");
  server.drain([&] { client.send(kGetSmall); });
  expect_last_answer(client);
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, IsNotHeldUpByWhoIsJustLeaving) {
  TestServer& server = serve();
  RawClient closed(server.port());
  RawClient reset(server.port());
  for (RawClient* client : {&closed, &reset}) {
    client->send(kGetSmall);
    EXPECT_EQ(client->receive().body, "a");
  }
  server.drain([&] {
    closed.close();
    reset.reset();
  });
  EXPECT_TRUE(server.join());
  EXPECT_EQ(server.wait_for_closes(2).size(), 2);
}

TEST_F(Draining, FinishesWhatIsBeingSentAndAcceptsNobody) {
  TestServer& server = serve();
  RawClient viewer = begin_film();
  viewer.send(kGetSmall);
  server.drain();
  EXPECT_FALSE(accepts());
  const Response film = viewer.receive();
  EXPECT_EQ(film.ending, Ending::complete);
  EXPECT_EQ(digest(film.body), digest(film_));
  EXPECT_EQ(viewer.read_to_end(), (Rest{"", Ending::eof})) << "the next request is not answered";
  viewer.close();
  EXPECT_TRUE(server.join());
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::draining);
}

TEST_F(Draining, DoesNotDestroyAnAnswerOnItsWayToAnIdlePeer) {
  const std::string small_film = pattern(50'000, 4);  // the kernel takes it all at once
  content_.write("small.mp4", small_film);
  TestServer& server = serve();
  RawClient viewer(server.port(), kTinyBuffer);
  viewer.send("GET /small.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_FALSE(server.wait_for_answers(1).at(0).aborted());
  server.drain();
  viewer.send(kGetSmall);  // crosses the server's FIN
  const Response film = viewer.receive();
  EXPECT_EQ(film.ending, Ending::complete);
  EXPECT_EQ(digest(film.body), digest(small_film));
  EXPECT_EQ(viewer.read_to_end(), (Rest{"", Ending::eof}));
  viewer.close();
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, AnswersARequestThatHasBegunAndSaysClose) {
  TestServer& server = serve();
  RawClient client(server.port());
  client.send(kHeadOfUpload);
  EXPECT_EQ(client.receive().status, 100);
  server.drain();
  client.send("abc" + kGetSmall);
  const Response response = client.receive();
  EXPECT_EQ(response.body, "a");
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  client.close();
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, AnswersARequestWhoseFileIsBeingOpenedAndSaysClose) {
  TestServer& server = serve();
  RawClient client(server.port());
  {
    const TestServer::DiskHold hold(server);
    client.send(kHeadOfUpload);
    EXPECT_EQ(client.receive().status, 100);
    client.send("abc");
    server.drain();
  }
  const Response response = client.receive();
  EXPECT_EQ(response.body, "a");
  EXPECT_EQ(response.field("Connection"), "close");
  client.close();
  EXPECT_TRUE(server.join());
}

TEST_F(Draining, ResetsWhatIsNotFinishedInTime) {
  net::Limits limits;
  limits.drain = milliseconds(100);
  TestServer& server = serve(limits);
  RawClient viewer = begin_film();
  server.drain();
  server.drain();  // changes nothing
  EXPECT_TRUE(server.join());
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, CloseReason::aborted);
  EXPECT_TRUE(server.wait_for_answers(1).at(0).aborted());
  EXPECT_EQ(viewer.receive().ending, Ending::reset);
}

TEST_F(Draining, EndsAtOnceWhenAborted) {
  TestServer& server = serve();
  RawClient viewer = begin_film();
  RawClient opening(server.port());
  RawClient idle(server.port());
  const TestServer::DiskHold hold(server);
  opening.send(kGetSmall);
  server.drain();
  server.abort();
  server.abort();  // changes nothing
  EXPECT_EQ(viewer.receive().ending, Ending::reset);
  EXPECT_NE(opening.read_to_end().ending, Ending::timed_out);
  EXPECT_NE(idle.read_to_end().ending, Ending::timed_out);
}

TEST_F(Draining, GivesBackPortAndDescriptors) {
  { const TestServer first(content_); }  // what a process opens once is open now
  const std::size_t before = open_descriptors();
  const std::uint16_t port = serve().port();
  RawClient viewer = begin_film();
  server_->abort();
  EXPECT_TRUE(server_->join());
  viewer.close();
  server_.reset();
  EXPECT_EQ(open_descriptors(), before);

  server_.emplace(content_, net::Limits{}, plan::kDefaultPartSize, port);
  RawClient client(port);
  client.send(kGetSmall);
  EXPECT_EQ(client.receive().body, "a");
}

}  // namespace
}  // namespace ranged::test
