#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// What an observer is told of requests and connections.

namespace ranged::test {
namespace {

using net::CloseReason;

constexpr std::size_t kMebibyte = 1024 * 1024;
const std::string kGet = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class Records : public testing::Test {
 protected:
  Records() {
    content_.write("a.txt", "a");
    content_.write_sparse("film", 64 * kMebibyte);
    server_.emplace(content_, net::Limits{}, 64 * kMebibyte);
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(Records, OfARequestHaveWhereItCameFromAndWhatAskedIt) {
  RawClient client(server_->port());
  client.send(
      "GET /a.txt HTTP/1.1\r\nHost: a\r\nReferer: http://a/list\r\nUser-Agent: Player/1 \xFF\r\n"
      "X-Forwarded-For: 192.0.2.1\r\n\r\n" +
      kGet);
  const auto answers = server_->wait_for_answers(2);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0].referer, "http://a/list");
  EXPECT_EQ(answers[0].user_agent, "Player/1 \xFF");
  EXPECT_EQ(answers[0].forwarded_for, "192.0.2.1");
  EXPECT_EQ(answers[1].forwarded_for, "");
  EXPECT_EQ(answers[1].referer, "");
  EXPECT_EQ(answers[1].user_agent, "");
}

TEST_F(Records, SayWhichRequestOfWhichConnectionItWas) {
  RawClient first(server_->port());
  first.send(kGet + kGet);
  server_->wait_for_answers(2);
  RawClient second(server_->port());
  second.send(kGet + "GET /a.txt HTTP/1.1\r\nHost : a\r\n\r\n");
  const auto answers = server_->wait_for_answers(4);
  ASSERT_EQ(answers.size(), 4u);
  const struct {
    std::uint64_t connection;
    std::size_t request;
    int status;
  } expected[] = {{1, 1, 200}, {1, 2, 200}, {2, 1, 200}, {2, 2, 400}};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].connection, expected[i].connection) << i;
    EXPECT_EQ(answers[i].request, expected[i].request) << i;
    EXPECT_EQ(answers[i].status, expected[i].status) << i;
  }
}

TEST_F(Records, OfAnAnswerThatIsCutOffSayWhatEndedIt) {
  RawClient viewer(server_->port(), 4096);
  viewer.send("GET /film HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_FALSE(viewer.read_some(1).empty());
  viewer.reset();
  const auto answer = server_->wait_for_answers(1).at(0);
  EXPECT_TRUE(answer.aborted());
  EXPECT_EQ(answer.cut_off_by, CloseReason::peer_reset);

  RawClient reader(server_->port());
  reader.send(kGet);
  EXPECT_EQ(server_->wait_for_answers(2).at(1).cut_off_by, std::nullopt);
}

TEST_F(Records, EveryConnectionIsOpenedAndClosedOnce) {
  {
    RawClient silent(server_->port());
    server_->wait_for_reading();
    RawClient busy(server_->port());
    busy.send(kGet + kGet + kGet);
    server_->wait_for_answers(3);
    EXPECT_EQ(server_->opened(), 2u);
    EXPECT_TRUE(server_->wait_for_closes(0).empty());
    silent.close();
    server_->wait_for_closes(1);
  }
  const auto closes = server_->wait_for_closes(2);
  ASSERT_EQ(closes.size(), 2u);
  EXPECT_EQ(closes[0].connection, 1u);
  EXPECT_EQ(closes[0].requests, 0u);
  EXPECT_EQ(closes[1].connection, 2u);
  EXPECT_EQ(closes[1].requests, 3u);
  EXPECT_EQ(closes[1].file, "a.txt");
  EXPECT_EQ(server_->opened(), 2u);
}

}  // namespace
}  // namespace ranged::test
