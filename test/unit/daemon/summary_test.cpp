#include "daemon/summary.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "daemon/event.hpp"
#include "support/loop_test.hpp"

namespace ranged::daemon {
namespace {

using base::LogLevel;
using http::Status;
using std::chrono::milliseconds;

using Numbers = std::map<std::string, std::uint64_t>;

/// Keeps messages, and the fields of the last record.
class RecordingLog final : public base::Log {
 public:
  void write(LogLevel level, std::string_view message) override { write_record({level, message}); }
  void write_record(const base::LogRecord& record) override {
    messages.emplace_back(record.message);
    EXPECT_EQ(record.level, LogLevel::info);
    EXPECT_EQ(record.kind.id, kind_of(Event::summary).id);
    numbers.clear();
    for (const auto& [name, value] : record.fields) {
      numbers[std::string(name)] = std::get<std::uint64_t>(value);
    }
  }
  std::vector<std::string> messages;
  Numbers numbers;
};

void answer(net::Statistics& statistics, Status status, std::uint64_t octets = 0,
            std::uint64_t promised = 0, bool capped = false) {
  net::AccessRecord record;
  record.method = "GET";
  record.status = status;
  record.octets = octets;
  record.promised = promised;
  record.capped = capped;
  statistics.on_answered(record);
}

TEST(WriteSummary, HasAFieldForEachFigureOfTheIntervalAlone) {
  net::Statistics statistics;
  for (int i = 0; i < 9; ++i) statistics.on_opened();
  answer(statistics, Status::ok, 1'000, 2'000, true);
  answer(statistics, Status::not_found);
  const net::Statistics before = statistics;
  statistics.on_opened();
  statistics.on_closed({net::CloseReason::idle_timeout, "a"});
  statistics.on_closed({net::CloseReason::idle_timeout, "a"});
  answer(statistics, Status::ok, 100, 100);
  answer(statistics, Status::partial_content, 1024, 1024, true);
  answer(statistics, Status::partial_content, 400, 1424, true);
  answer(statistics, Status::not_modified);
  answer(statistics, Status::moved_permanently);
  answer(statistics, Status::not_found, 10, 10);
  answer(statistics, Status::service_unavailable, 2, 2);

  RecordingLog log;
  write_summary(log, {before, statistics, 10, std::chrono::microseconds(59'600'000)});
  EXPECT_EQ(
      log.messages,
      std::vector<std::string>{
          "in 60s: 7 requests (3 2xx, 2 3xx, 1 4xx, 1 5xx), 1.5 KiB sent, 2 capped, 1 aborted "
          "with 1.0 KiB not wanted; 8 connections, 10 at most"});
  EXPECT_EQ(log.numbers, (Numbers{{"REQUESTS", 7},
                                  {"REQUESTS_2XX", 3},
                                  {"REQUESTS_3XX", 2},
                                  {"REQUESTS_4XX", 1},
                                  {"REQUESTS_5XX", 1},
                                  {"OCTETS", 1536},
                                  {"CONNECTIONS", 8},
                                  {"CONNECTIONS_MOST", 10},
                                  {"CONNECTIONS_OPENED", 1},
                                  {"PARTS_CAPPED", 2},
                                  {"ANSWERS_ABORTED", 1},
                                  {"OCTETS_UNWANTED", 1024},
                                  {"INTERVAL_US", 59'600'000}}));
}

TEST(WriteSummary, SaysNothingWhenNobodyCame) {
  net::Statistics statistics;
  statistics.on_opened();
  answer(statistics, Status::ok, 1, 1);
  const net::Statistics before = statistics;
  RecordingLog log;
  write_summary(log, {before, statistics, 1, std::chrono::minutes(1)});
  statistics.on_closed({net::CloseReason::idle_timeout, "a"});
  write_summary(log, {before, statistics, 1, std::chrono::minutes(1)});
  EXPECT_TRUE(log.messages.empty());
  statistics.on_opened();
  write_summary(log, {before, statistics, 1, std::chrono::minutes(1)});
  EXPECT_EQ(log.messages.size(), 1u);
}

using SummaryTest = test::LoopTest;

TEST_F(SummaryTest, EveryRequestIsInOneSummary) {
  net::Statistics statistics;
  RecordingLog log;
  answer(statistics, Status::ok);  // before it began
  Summary summary(loop_, statistics, log, milliseconds(1));
  std::uint64_t told = 0;
  for (std::size_t round = 1; round <= 3; ++round) {
    for (std::size_t i = 0; i < round; ++i) answer(statistics, Status::ok);
    ASSERT_TRUE(run_until([&] { return log.messages.size() == round; }));
    told += log.numbers["REQUESTS"];
  }
  idle_about();
  EXPECT_EQ(log.messages.size(), 3u) << "nobody came, and it spoke";
  answer(statistics, Status::ok);
  summary.close();
  EXPECT_EQ(log.messages.size(), 4u);
  EXPECT_EQ(told + log.numbers["REQUESTS"], 7u);
  run();
}

TEST_F(SummaryTest, TheMostConnectionsAreThoseOfTheInterval) {
  net::Statistics statistics;
  RecordingLog log;
  Summary summary(loop_, statistics, log, milliseconds(1));
  for (int i = 0; i < 5; ++i) statistics.on_opened();
  for (int i = 0; i < 4; ++i) statistics.on_closed({net::CloseReason::idle_timeout, "a"});
  ASSERT_TRUE(run_until([&] { return log.messages.size() == 1; }));
  EXPECT_EQ(log.numbers["CONNECTIONS_MOST"], 5u);
  EXPECT_EQ(log.numbers["CONNECTIONS"], 1u);
  statistics.on_opened();
  ASSERT_TRUE(run_until([&] { return log.messages.size() == 2; }));
  EXPECT_EQ(log.numbers["CONNECTIONS_MOST"], 2u);
  summary.close();
}

}  // namespace
}  // namespace ranged::daemon
