#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "support/proxy_headers.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Connections that begin with a PROXY header: the log names the client of the proxy.

namespace ranged::test {
namespace {

using net::CloseReason;
using std::chrono::milliseconds;

const std::string kLine = "PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080\r\n";
const std::string kGet = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class ProxyProtocol : public testing::Test {
 protected:
  ProxyProtocol() { content_.write("a.txt", "a"); }

  void serve(const net::Limits& limits = {}) {
    server_.emplace(content_, limits);
    port_ = server_->listen_again(net::Opening::proxy_header);
  }

  TempContent content_;
  std::optional<TestServer> server_;
  std::uint16_t port_ = 0;  // of the address that is marked
};

TEST_F(ProxyProtocol, TheClientOfTheProxyIsThePeerOfEveryRequest) {
  serve();
  RawClient client(port_);
  client.send(kLine + kGet + kGet);
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_EQ(client.receive().body, "a");
  client.close();
  for (const auto& answer : server_->wait_for_answers(2)) EXPECT_EQ(answer.peer, "192.0.2.1:50000");
  EXPECT_EQ(server_->wait_for_closes(1).at(0).peer, "192.0.2.1:50000");
}

TEST_F(ProxyProtocol, BothVersionsAndAllFamiliesName) {
  const std::string six = std::string("\x20\x01\x0D\xB8", 4) + std::string(11, '\0') + '\x01' +
                          std::string(16, '\0') + "\x01\xBB\x1F\x90";
  const struct {
    std::string header, peer;
  } cases[] = {
      {"PROXY TCP6 2001:db8::1 ::1 443 80\r\n", "[2001:db8::1]:443"},
      {binary_header(0x21, 0x21, six), "[2001:db8::1]:443"},
      {binary_header(0x21, 0x31, std::string(216, '\0')), "unix:"},
  };
  serve();
  std::size_t answers = 0;
  for (const auto& [header, peer] : cases) {
    RawClient client(port_);
    client.send(header + kGet);
    EXPECT_EQ(client.receive().body, "a") << peer;
    EXPECT_EQ(server_->wait_for_answers(++answers).back().peer, peer);
  }
}

TEST_F(ProxyProtocol, WhatIsTheProxysOwnHasHisAddress) {
  serve();
  std::size_t answers = 0;
  for (const std::string& header : {std::string("PROXY UNKNOWN\r\n"), binary_header(0x20, 0, "")}) {
    RawClient client(port_);
    client.send(header + kGet);
    EXPECT_EQ(client.receive().body, "a");
    EXPECT_TRUE(server_->wait_for_answers(++answers).back().peer.starts_with("127.0.0.1:"));
  }
}

TEST_F(ProxyProtocol, AHeaderMayComeInAnyPieces) {
  serve();
  const std::string octets = kLine + kGet;
  std::size_t answers = 0;
  for (std::size_t cut = 1; cut < octets.size(); ++cut) {
    RawClient client(port_);
    server_->send_cut(client, octets, {cut});
    EXPECT_EQ(client.receive().body, "a") << cut;
    EXPECT_EQ(server_->wait_for_answers(++answers).back().peer, "192.0.2.1:50000") << cut;
  }
}

TEST_F(ProxyProtocol, WhoeverDoesNotBeginSoIsClosedWithoutAWord) {
  serve();
  std::size_t closes = 0;
  for (const std::string& octets :
       {kGet, std::string("\r\n\r\nG"), binary_header(0x21, 0x11, "short")}) {
    RawClient client(port_);
    client.send(octets);
    EXPECT_EQ(client.read_to_end().octets, "");
    const Closed closed = server_->wait_for_closes(++closes).back();
    EXPECT_EQ(closed.reason, CloseReason::no_proxy_header);
    EXPECT_TRUE(closed.peer.starts_with("127.0.0.1:")) << closed.peer;
    EXPECT_EQ(closed.requests, 0U);
  }
}

TEST_F(ProxyProtocol, AHeaderIsWaitedForNoLongerThanTheHeadTimeout) {
  net::Limits limits;
  limits.head = milliseconds(100);
  serve(limits);
  RawClient silent(port_);
  RawClient endless(port_);
  endless.send(std::string("\r\n\r\n\0\r\nQUIT\n\x20\x00\xFF\xFF", 16));
  while (!endless.has_input(milliseconds(5))) endless.send_some("x");
  EXPECT_EQ(silent.read_to_end(), (Rest{"", Ending::eof}));
  for (const auto& closed : server_->wait_for_closes(2)) {
    EXPECT_EQ(closed.reason, CloseReason::head_timeout);
  }
}

TEST_F(ProxyProtocol, WhoGoesBeforeOrInsideTheHeaderHasClosed) {
  serve();
  RawClient(port_).close();
  EXPECT_EQ(server_->wait_for_closes(1).back().reason, CloseReason::peer_closed);
  RawClient client(port_);
  client.send("PROXY TC");
  client.half_close();
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(server_->wait_for_closes(2).back().reason, CloseReason::peer_closed);
}

TEST_F(ProxyProtocol, AfterTheHeaderARequestHasTheDeadlinesOfAnyOther) {
  net::Limits limits;
  limits.idle = milliseconds(50);
  serve(limits);
  RawClient client(port_);
  client.send(kLine);
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(server_->wait_for_closes(1).at(0).reason, CloseReason::idle_timeout);
}

TEST_F(ProxyProtocol, WhoIsIntroducedWhileTheServerDrainsIsAnswered) {
  serve();
  RawClient client(port_);
  client.send("PROXY TCP4");
  server_->wait_for_reading();
  server_->drain();
  client.send(kLine.substr(10));
  server_->wait_for_reading();
  client.send(kGet);
  const Response response = client.receive();
  EXPECT_EQ(response.body, "a");
  EXPECT_EQ(response.field("Connection"), "close");
}

TEST_F(ProxyProtocol, AnotherAddressOfTheServerKnowsNoneOfIt) {
  serve();
  RawClient client(server_->port());
  client.send(kLine + kGet);
  EXPECT_EQ(client.receive().status, 400);
}

}  // namespace
}  // namespace ranged::test
