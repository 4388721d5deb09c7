#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Who may send another request on a connection, and in which order answers come (RFC 9112, section
// 9).

namespace ranged::test {
namespace {

constexpr std::size_t kMebibyte = 1024 * 1024;

const std::string kAnother = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

struct Row {
  const char* name;
  const char* version;
  const char* fields;
  bool persists;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

constexpr Row kRows[] = {
    {"Http11", "1.1", "", true},
    {"Http11Close", "1.1", "Connection: close\r\n", false},
    {"Http11CloseInCapitals", "1.1", "CONNECTION: CLOSE\r\n", false},
    {"Http11CloseInAList", "1.1", "Connection: foo, Close ,bar\r\n", false},
    {"Http11CloseInASecondField", "1.1", "Connection: foo\r\nConnection: close\r\n", false},
    {"Http11CloseBesideKeepAlive", "1.1", "Connection: keep-alive, close\r\n", false},
    {"Http11CloseBeforeATab", "1.1", "Connection: close\t\r\n", false},
    {"Http11AnotherToken", "1.1", "Connection: closed\r\n", true},
    {"Http11EmptyList", "1.1", "Connection: , ,\r\n", true},
    {"Http11Upgrade", "1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n", true},
    {"Http12", "1.2", "", true},
    {"Http10", "1.0", "", false},
    {"Http10KeepAlive", "1.0", "Connection: keep-alive\r\n", true},
    {"Http10KeepAliveInMixedCase", "1.0", "Connection: Keep-Alive\r\n", true},
    {"Http10KeepAliveInAList", "1.0", "Connection: foo, keep-alive\r\n", true},
    {"Http10KeepAliveAndClose", "1.0", "Connection: keep-alive, close\r\n", false},
};

class Persistence : public testing::Test {
 protected:
  Persistence() {
    content_.write("a.txt", "a");
    content_.write("small", pattern(10, 1));
    content_.write("middle", pattern(100'000, 2));
    content_.write("large", pattern(3 * kMebibyte, 3));
    content_.mkdir("folder");
    server_.emplace(content_);
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

class PersistenceOf : public Persistence, public testing::WithParamInterface<Row> {
 protected:
  /// The row's request and another behind it, sent in pieces, as the nth connection of the server.
  void expect_as_the_row_says(const Boundaries& cuts, std::size_t nth) {
    const Row& row = GetParam();
    RawClient client(server_->port());
    server_->send_cut(client, octets_, cuts);
    const Response response = client.receive();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.field("Connection"), row.persists ? "keep-alive" : "close");
    if (row.persists) {
      EXPECT_EQ(client.receive().body, "a");
    } else {
      EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
      client.close();
      EXPECT_EQ(server_->wait_for_closes(nth).back().reason, net::CloseReason::not_persistent);
      EXPECT_EQ(server_->wait_for_answers(nth).size(), nth);
    }
  }

  const std::string octets_ = "GET /a.txt HTTP/" + std::string(GetParam().version) +
                              "\r\nHost: a\r\n" + GetParam().fields + "\r\n" + kAnother;
};

TEST_P(PersistenceOf, ARequestIsAsItsFieldsSay) { expect_as_the_row_says({}, 1); }

TEST_P(PersistenceOf, ARequestIsAsItsFieldsSayHoweverItIsCut) {
  std::size_t connections = 0;
  expect_as_the_row_says(every_boundary(octets_), ++connections);
  for (const std::size_t cut : every_boundary(octets_)) {
    SCOPED_TRACE("cut at " + std::to_string(cut));
    expect_as_the_row_says({cut}, ++connections);
    if (HasFailure()) break;
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, PersistenceOf, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST_F(Persistence, PipelinedRequestsAreAnsweredInOrderWhateverTheirSizes) {
  RawClient client(server_->port());
  client.send(get("/large") + get("/small") + get("/middle"));
  EXPECT_EQ(digest(client.receive().body), digest(pattern(3 * kMebibyte, 3)));
  EXPECT_EQ(digest(client.receive().body), digest(pattern(10, 1)));
  EXPECT_EQ(digest(client.receive().body), digest(pattern(100'000, 2)));
}

TEST_F(Persistence, ThousandsOfPipelinedRequestsAreAnswered) {
  constexpr int kRequests = 2'000;
  RawClient client(server_->port());
  std::string requests;
  for (int i = 0; i < kRequests; ++i) requests += get(i % 2 == 0 ? "/small" : "/missing");
  std::thread sending([&client, &requests] { client.send(requests); });
  int right = 0;
  for (int i = 0; i < kRequests; ++i) {
    if (client.receive().status == (i % 2 == 0 ? 200 : 404)) ++right;
  }
  sending.join();
  EXPECT_EQ(right, kRequests);
}

TEST_F(Persistence, WhatFollowsARefusedRequestIsNotAnswered) {
  RawClient client(server_->port());
  client.send(get("/a.txt") + "GET /a.txt HTTP/1.1\r\nHost : a\r\n\r\n" + get("/a.txt"));
  EXPECT_EQ(client.receive().status, 200);
  const Response refusal = client.receive();
  EXPECT_EQ(refusal.status, 400);
  EXPECT_EQ(refusal.field("Connection"), "close");
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  client.close();
  EXPECT_EQ(server_->wait_for_closes(1).at(0).reason, net::CloseReason::refused);
  EXPECT_EQ(server_->wait_for_answers(2).size(), 2u);
}

TEST_F(Persistence, AHalfClosedPeerGetsAllHisAnswers) {
  RawClient client(server_->port());
  client.send(get("/large") + get("/missing") + get("/small"));
  client.half_close();
  EXPECT_EQ(digest(client.receive().body), digest(pattern(3 * kMebibyte, 3)));
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(digest(client.receive().body), digest(pattern(10, 1)));
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  EXPECT_EQ(server_->wait_for_closes(1).at(0).reason, net::CloseReason::peer_closed);
}

TEST_F(Persistence, AHalfClosedPeerGetsNothingForHalfARequest) {
  const std::string_view whole = "PUT / HTTP/1.1\r\nContent-Length: 100\r\n";  // llhttp finish.md
  for (std::size_t length = 1; length <= whole.size(); ++length) {
    SCOPED_TRACE(whole.substr(0, length));
    RawClient client(server_->port());
    client.send(whole.substr(0, length));
    client.half_close();
    EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
    EXPECT_EQ(server_->wait_for_closes(length).back().reason, net::CloseReason::peer_closed);
  }
  EXPECT_TRUE(server_->wait_for_answers(0).empty());
}

struct Unread {
  const char* name;
  std::string head;
  int status;
};

TEST_F(Persistence, ClosingDoesNotDestroyTheLastAnswer) {
  const Unread rows[] = {
      {"too much content", "POST /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 8388608\r\n\r\n",
       413},
      {"not HTTP", "\x16\x03\x01\x02", 400},
      {"tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 405},
      {"close", "GET /middle HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 200},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    RawClient client(server_->port());
    client.send(row.head);
    client.send(std::string(8 * kMebibyte, 'x'));  // before a single octet is read
    const Response response = client.receive();
    EXPECT_EQ(response.status, row.status);
    EXPECT_EQ(response.ending, Ending::complete);
    EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
  }
}

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kBound = 16 * kMebibyte;  // it keeps for a while what was freed
#else
constexpr std::size_t kBound = 4 * kMebibyte;  // a seventh of the answers
#endif

/// Resident octets of this process.
std::size_t resident() {
  std::size_t total = 0;
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> total >> pages;
  return pages * 4096;
}

// HEAD of a folder without its slash: a small answer that repeats the query, so that its place in
// the order can be seen.
TEST_F(Persistence, APeerThatPipelinesAndReadsNothingCostsBoundedMemory) {
  constexpr int kRequests = 100'000;
  RawClient client(server_->port(), 64 * 1024);
  std::string requests;
  for (int i = 0; i < kRequests; ++i) {
    requests += "HEAD /folder?" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  const std::size_t before = resident();

  std::size_t sent = 0;
  // Nothing to wait for: that the server goes on reading would show within this time.
  while (client.becomes_writable(std::chrono::milliseconds(200))) {
    sent += client.send_some(std::string_view(requests).substr(sent));
    ASSERT_LT(sent, requests.size()) << "the server has read what it cannot have answered";
  }
  EXPECT_LT(resident(), before + kBound);

  std::thread sending([&] { client.send(std::string_view(requests).substr(sent)); });
  int in_order = 0;
  while (in_order < kRequests) {
    const Response response = client.receive("HEAD");
    if (response.field("Location") != "/folder/?" + std::to_string(in_order)) break;
    ++in_order;
  }
  if (in_order < kRequests) client.half_close();
  sending.join();
  EXPECT_EQ(in_order, kRequests);
}

}  // namespace
}  // namespace ranged::test
