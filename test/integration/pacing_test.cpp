#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Rates on the wire. What is compared are two measured times, or a time that cannot be shorter:
// how much longer one is, is the machine's matter.

namespace ranged::test {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kLength = 1024 * 1024;
constexpr std::uint64_t kMiB = 1024 * 1024;
const std::string kGetFilm = "GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kGetSmall = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";

class Pacing : public testing::Test {
 protected:
  Pacing() {
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
  }

  static net::Limits limits_of(std::uint64_t rate, std::uint64_t burst, std::uint64_t total) {
    net::Limits limits;
    limits.rate = rate;
    limits.rate_burst = burst;
    limits.total_rate = total;
    return limits;
  }

  TestServer& serve(const net::Limits& limits) { return server_.emplace(content_, limits); }

  /// Seconds that so many clients take who ask for the film at once.
  double seconds_of(int clients) {
    const auto began = steady_clock::now();
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(clients));
    for (int i = 0; i < clients; ++i) {
      threads.emplace_back([this] {
        RawClient client(server_->port());
        client.send(kGetFilm);
        EXPECT_EQ(digest(client.receive().body), digest(film_));
      });
    }
    for (auto& thread : threads) thread.join();
    return duration<double>(steady_clock::now() - began).count();
  }

  static double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }

  const std::string film_ = pattern(kLength, 3);
  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(Pacing, AQuarterOfTheRateTakesLonger) {
  serve(limits_of(4 * kMiB, 0, 0));
  const double fast = seconds_of(1);
  serve(limits_of(kMiB, 0, 0));
  const double slow = seconds_of(1);
  EXPECT_GE(fast, 0.1);  // all but two tenths of a second's worth, or two blocks, have to wait
  EXPECT_GE(slow, 0.75);
  EXPECT_GT(slow / fast, 1.5) << slow << " s and " << fast << " s";
}

TEST_F(Pacing, AnAnswerNoLongerThanItsBurstIsNotHeldBack) {
  serve(limits_of(kMiB / 4, kLength + 4096, 0));
  EXPECT_LT(seconds_of(1), 2.0) << "paced it takes four";
}

TEST_F(Pacing, ARateIsForOneAnswerAndTheTotalForAll) {
  serve(limits_of(2 * kMiB, 0, 0));
  const double each = seconds_of(3);
  serve(limits_of(0, 0, 2 * kMiB));
  const double together = seconds_of(3);
  EXPECT_GE(together, 1.3);
  EXPECT_GT(together / each, 1.2) << together << " s and " << each << " s";
}

TEST_F(Pacing, WhoWantsLittleNeedNotWaitForWhoWantsMuch) {
  TestServer& server = serve(limits_of(0, 0, kMiB));
  RawClient film(server.port());
  film.send(kGetFilm);
  EXPECT_TRUE(film.has_input());
  RawClient small(server.port());
  small.send(kGetSmall);
  EXPECT_EQ(small.receive().body, "a");
  EXPECT_EQ(server.wait_for_answers(1).at(0).target, "/a.txt");
  EXPECT_EQ(digest(film.receive().body), digest(film_));
}

TEST_F(Pacing, TheSendTimeoutIsNotForWhoWaitsForHisRate) {
  net::Limits limits = limits_of(2'000, 10'000, 0);  // a KiB in half a second
  limits.send = milliseconds(100);
  TestServer& server = serve(limits);
  RawClient client(server.port());
  client.send("GET /film.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-10999\r\n\r\n");
  EXPECT_EQ(client.receive().body, film_.substr(0, 11'000));
}

TEST_F(Pacing, WhoTakesNothingIsResetAllTheSame) {
  net::Limits limits = limits_of(64 * kMiB, 0, 0);
  limits.send = milliseconds(200);
  content_.write("long.mp4", std::string(8 * kMiB, 'x'));
  TestServer& server = serve(limits);
  RawClient client(server.port(), 4 * 1024);
  client.send("GET /long.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-5000000\r\n\r\n");
  EXPECT_EQ(server.wait_for_closes(1).at(0).reason, net::CloseReason::send_timeout);
}

TEST_F(Pacing, CostsNoBusyLoop) {
  serve(limits_of(kMiB, 0, 2 * kMiB));
  const double before = processor_seconds();
  const double wall = seconds_of(1);
  EXPECT_GE(wall, 0.75);
  EXPECT_LT(processor_seconds() - before, wall / 3);
}

TEST_F(Pacing, AnAnswerThatIsGivenUpLeavesNothing) {
  TestServer& server = serve(limits_of(20'000, 0, 50'000));
  for (int i = 0; i < 5; ++i) {
    RawClient client(server.port());
    client.send(kGetFilm);
    EXPECT_TRUE(client.has_input());
    client.reset();
  }
  server.abort();
  EXPECT_TRUE(server.join());
}

}  // namespace
}  // namespace ranged::test
