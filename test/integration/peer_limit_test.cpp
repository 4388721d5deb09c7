#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// The limit on connections of one address. Clients get addresses by PROXY headers: loopback has no
// limit.

namespace ranged::test {
namespace {

using net::CloseReason;

const std::string kGet = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class PeerLimit : public testing::Test {
 protected:
  PeerLimit() { content_.write("a.txt", "a"); }

  void serve(std::size_t most, net::Limits limits = {}) {
    limits.max_connections_per_ip = most;
    server_.emplace(content_, limits);
    port_ = server_->listen_again(net::Opening::proxy_header);
  }

  /// One more connection of `address`, which has said so and no more.
  RawClient come_from(const std::string& address) {
    const bool is_v6 = address.find(':') != std::string::npos;
    RawClient client(port_);
    client.send((is_v6 ? "PROXY TCP6 " : "PROXY TCP4 ") + address +
                (is_v6 ? " ::1" : " 127.0.0.1") + " 50000 8080\r\n");
    server_->wait_for_reading();
    return client;
  }

  static int status_for(RawClient& client) {
    client.send(kGet);
    return client.receive().status;
  }

  TempContent content_;
  std::optional<TestServer> server_;
  std::uint16_t port_ = 0;  // of the address that is marked
};

TEST_F(PeerLimit, OneTooManyIsTold503BeforeItAsks) {
  serve(1);
  RawClient first = come_from("192.0.2.1");
  RawClient second = come_from("192.0.2.1");
  const Response response = second.receive();
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.field("Retry-After"), "1");
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_EQ(second.read_to_end(), (Rest{"", Ending::eof}));
  second.close();
  const Closed closed = server_->wait_for_closes(1).at(0);
  EXPECT_EQ(closed.reason, CloseReason::peer_limit);
  EXPECT_EQ(closed.peer, "192.0.2.1:50000");
  EXPECT_EQ(status_for(first), 200);
}

TEST_F(PeerLimit, WhoAsksAllTheSameStillReadsHisAnswer) {
  serve(1);
  RawClient first = come_from("192.0.2.1");
  RawClient second(port_);
  second.send("PROXY TCP4 192.0.2.1 127.0.0.1 50001 8080\r\n" + kGet + kGet);
  EXPECT_EQ(second.receive().status, 503);
  EXPECT_EQ(second.read_to_end(), (Rest{"", Ending::eof}));
}

TEST_F(PeerLimit, OthersAreServedAndSoIsTheNextWhenOneHasGone) {
  serve(2);
  std::vector<RawClient> clients;
  clients.push_back(come_from("192.0.2.1"));
  clients.push_back(come_from("192.0.2.1"));
  RawClient other = come_from("192.0.2.2");
  EXPECT_EQ(status_for(other), 200);
  RawClient refused = come_from("192.0.2.1");
  EXPECT_EQ(refused.receive().status, 503);
  clients.pop_back();
  EXPECT_TRUE(eventually([&] {
    RawClient next = come_from("192.0.2.1");
    return status_for(next) == 200;
  }));
}

TEST_F(PeerLimit, WhoeverWasRefusedDoesNotCount) {
  serve(1);
  {
    RawClient first = come_from("192.0.2.1");
    for (int i = 0; i < 3; ++i) {
      RawClient refused = come_from("192.0.2.1");
      EXPECT_EQ(refused.receive().status, 503);
    }
  }
  EXPECT_TRUE(eventually([&] {
    RawClient next = come_from("192.0.2.1");
    return status_for(next) == 200;
  }));
}

TEST_F(PeerLimit, IsNotForLoopbackNorForWhatIsExempt) {
  net::Limits limits;
  limits.uncounted = {base::parse_ip_network("10.0.0.0/8").value()};
  serve(1, limits);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(come_from("10.0.0.1"));
    clients.push_back(come_from("127.0.0.1"));
    clients.emplace_back(server_->port());
  }
  for (auto& client : clients) EXPECT_EQ(status_for(client), 200);
}

TEST_F(PeerLimit, IsNotForAProxysOwnConnections) {
  serve(1);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(port_);
    clients.back().send("PROXY UNKNOWN\r\n");
  }
  for (auto& client : clients) EXPECT_EQ(status_for(client), 200);
}

}  // namespace
}  // namespace ranged::test
