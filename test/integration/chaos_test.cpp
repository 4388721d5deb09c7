#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "support/changing_files.hpp"
#include "support/chaos_client.hpp"
#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Many clients of every manner at once, while the files change under them: what is answered is
// right, and afterwards nothing is left of it.

namespace ranged::test {
namespace {

using Clock = ChaosClient::Clock;
using std::chrono::milliseconds;
using testing::Contains;
using testing::IsEmpty;
using testing::Key;

constexpr std::size_t kClients = 200;
constexpr std::size_t kFiles = 8;
constexpr std::uint64_t kPartSize = 400'000;  // files are shorter and longer
constexpr milliseconds kBetweenChanges{15};

unsigned long number_from_environment(const char* name, unsigned long otherwise) {
  const char* const value = std::getenv(name);
  return value ? std::strtoul(value, nullptr, 10) : otherwise;
}

std::string without_date(std::string head) {
  const auto at = head.find("\r\nDate: ");
  return head.erase(at, head.find("\r\n", at + 2) - at);
}

/// What a client gets that asks for everything there is about a file that nobody changes. Without
/// Date, which may differ.
std::string answers_to_a_good_client(const TestServer& server) {
  std::string answers;
  RawClient client(server.port());
  for (const char* fields : {"", "Range: bytes=100-99999\r\n", "Range: bytes=0-9,5000-,-5\r\n",
                             "If-None-Match: *\r\n", "If-Match: \"x\"\r\n"}) {
    client.send(std::string("GET /still.mp4 HTTP/1.1\r\nHost: a\r\n") + fields + "\r\n");
    const Response response = client.receive();
    answers += without_date(response.head);
    answers += response.body;
  }
  return answers;
}

/// Lets the clients have their turns, new ones in place of those that are gone, until the time is
/// over and the last is gone.
void play(const TestServer& server, ChangingFiles& files, Clock::duration time, Tally& tally,
          std::mt19937_64& random) {
  std::vector<std::unique_ptr<ChaosClient>> clients(kClients);
  std::vector<pollfd> interests(kClients);
  const auto end = Clock::now() + time;
  auto next_change = Clock::now();
  for (auto now = Clock::now(); now < end + kPatience; now = Clock::now()) {
    bool is_anyone_here = false;
    for (std::size_t i = 0; i < kClients; ++i) {
      if ((!clients[i] || clients[i]->gone()) && now < end) {
        clients[i] = std::make_unique<ChaosClient>(server.port(), files, tally, random);
      }
      interests[i] = clients[i]->interest(now);
      is_anyone_here = is_anyone_here || !clients[i]->gone();
    }
    if (!is_anyone_here) return;
    if (now >= next_change) {
      files.change();
      next_change = now + kBetweenChanges;
    }
    ::poll(interests.data(), interests.size(), 1);
    for (std::size_t i = 0; i < kClients; ++i) {
      if (interests[i].fd >= 0) clients[i]->take_turn(interests[i].revents, now);
    }
  }
  for (const auto& client : clients) {
    if (!client->gone()) tally.faults.push_back("still here: " + client->describe());
  }
}

std::size_t warnings_in(const std::vector<Closed>& closes) {
  return static_cast<std::size_t>(
      std::count_if(closes.begin(), closes.end(),
                    [](const auto& closed) { return net::row_of(closed.reason).warns; }));
}

struct Memory {
  const char* name;
  std::size_t cache_size;
  std::size_t open_files;

  net::Limits limits() const {
    net::Limits limits;
    limits.cache_size = cache_size;
    limits.open_files = open_files;
    limits.head = kPatience;  // for the slow, however slow the machine is
    return limits;
  }
};

constexpr Memory kMemories[] = {
    {"Ample", net::Limits{}.cache_size, net::Limits{}.open_files},
    {"Scarce", 1024 * 1024, 2},  // not for what is asked for
};

class Chaos : public testing::TestWithParam<Memory> {};

TEST_P(Chaos, LeavesNothingBehindAndAnswersRightInBetween) {
  const std::chrono::seconds time(
      std::max(number_from_environment("RANGED_CHAOS_SECONDS", 4), 1UL));
  const std::uint64_t seed = number_from_environment("RANGED_CHAOS_SEED", 1);
  SCOPED_TRACE("RANGED_CHAOS_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  TempContent content;
  ChangingFiles files(content, kFiles, seed);
  content.write("still.mp4", pattern(300'000, 1));
  { const TestServer first(content); }  // what a process opens once is open now
  const std::size_t descriptors_before = open_descriptors();

  std::optional<TestServer> server(std::in_place, content, GetParam().limits(), kPartSize);
  const std::string before = answers_to_a_good_client(*server);
  const bool is_quiet = eventually([&] { return server->connections() == 0; });
  ASSERT_TRUE(is_quiet);
  const std::size_t descriptors_of_server = open_descriptors();

  Tally tally;
  play(*server, files, time, tally, random);
  tally.faults.resize(std::min<std::size_t>(tally.faults.size(), 10));
  EXPECT_THAT(tally.faults, IsEmpty());
  for (const int status : {200, 206, 400, 404, 416}) {  // nobody was left out
    EXPECT_THAT(tally.answers, Contains(Key(status)));
  }

  EXPECT_TRUE(eventually([&] { return server->connections() == 0; })) << server->connections();
  // Files stay open for a while, each once; whether one was forgotten shows when the server is
  // gone.
  EXPECT_LE(open_descriptors(), descriptors_of_server + std::min(kFiles, GetParam().open_files));
  EXPECT_LE(tally.resets, warnings_in(server->wait_for_closes(1)));
  EXPECT_EQ(digest(answers_to_a_good_client(*server)), digest(before));

  server->drain();
  EXPECT_TRUE(server->join());
  server.reset();
  EXPECT_EQ(open_descriptors(), descriptors_before);
}

void PrintTo(const Memory& memory, std::ostream* out) { *out << memory.name; }

INSTANTIATE_TEST_SUITE_P(Memory, Chaos, testing::ValuesIn(kMemories),
                         [](const auto& memory) { return memory.param.name; });

}  // namespace
}  // namespace ranged::test
