#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Many at once: every one gets what he asked for.

namespace ranged::test {
namespace {

constexpr std::size_t kLength = 8 * 1024 * 1024;

class Concurrency : public testing::Test {
 protected:
  Concurrency() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;  // as the daemon does
    ::setrlimit(RLIMIT_NOFILE, &limit);
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
    net::Limits limits;
    limits.max_connections = 3'000;
    server_.emplace(content_, limits);
  }

  const std::string film_ = pattern(kLength, 5);
  TempContent content_;
  std::optional<TestServer> server_;
};

struct Viewer {
  RawClient client;
  std::size_t first = 0;
  std::size_t length = 0;
};

TEST_F(Concurrency, HundredsOfViewersEachGetTheirOwnOctets) {
  constexpr int kViewers = 500;
  std::mt19937 random(11);
  std::vector<Viewer> viewers;
  for (int i = 0; i < kViewers; ++i) {
    const std::size_t length = 1 + random() % (i % 10 == 0 ? 2'000'000 : 200'000);
    const std::size_t first = random() % (kLength - length);
    viewers.push_back({RawClient(server_->port()), first, length});
    viewers.back().client.send(
        "GET /film.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=" + std::to_string(first) + '-' +
        std::to_string(first + length - 1) + "\r\n\r\n");
  }
  std::shuffle(viewers.begin(), viewers.end(), random);
  for (auto& viewer : viewers) {
    const Response response = viewer.client.receive();
    EXPECT_EQ(response.status, 206);
    EXPECT_TRUE(response.body == std::string_view(film_).substr(viewer.first, viewer.length))
        << viewer.length << " octets from " << viewer.first << " are " << response.body.size()
        << ", " << response.ending;
  }
  EXPECT_EQ(server_->connections(), static_cast<std::size_t>(kViewers));
}

TEST_F(Concurrency, ThousandsOfConnectionsAreAnswered) {
  constexpr std::size_t kConnections = 2'000;
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < kConnections; ++i) clients.emplace_back(server_->port());
  ASSERT_TRUE(eventually([&] { return server_->connections() == kConnections; }));
  for (int round = 0; round < 2; ++round) {
    for (auto& client : clients) client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    std::size_t right = 0;
    for (auto& client : clients) right += client.receive().body == "a" ? 1u : 0u;
    EXPECT_EQ(right, kConnections);
  }
  clients.clear();
  EXPECT_TRUE(eventually([&] { return server_->connections() == 0; }));
}

}  // namespace
}  // namespace ranged::test
