#include "daemon/metrics.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

namespace ranged::daemon {
namespace {

/// "name{labels}" -> value of every sample.
std::map<std::string, std::string> samples_of(const std::string& text) {
  std::map<std::string, std::string> samples;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const auto end = line.rfind(' ');
    EXPECT_TRUE(samples.emplace(line.substr(0, end), line.substr(end + 1)).second) << line;
  }
  return samples;
}

void answer(net::Statistics& statistics, std::string_view method, http::Status status,
            std::uint64_t octets = 0, std::uint64_t promised = 0) {
  net::AccessRecord record;
  record.method = method;
  record.status = status;
  record.octets = octets;
  record.promised = promised;
  record.capped = status == http::Status::partial_content;
  statistics.on_answered(record);
}

TEST(MetricsText, EveryFigureIsASampleOfItsOwn) {
  net::Statistics statistics;
  for (int i = 0; i < 3; ++i) statistics.on_opened();
  statistics.on_closed({net::CloseReason::idle_timeout, "a"});
  answer(statistics, "GET", http::Status::partial_content, 10, 30);
  answer(statistics, "GET", http::Status::partial_content, 30, 30);
  answer(statistics, "HEAD", http::Status::ok);
  answer(statistics, "POST", http::Status::method_not_allowed);
  answer(statistics, "BREW", http::Status::not_implemented);
  Histogram turns;
  turns.add(std::chrono::microseconds(60));
  turns.add(std::chrono::milliseconds(2));
  turns.add(std::chrono::seconds(2));
  const auto samples = samples_of(metrics_text({
      .statistics = statistics,
      .loop_turns = turns,
      .server = {.connections = 101,
                 .max_connections = 102,
                 .octets = 103,
                 .block_hits = 104,
                 .block_misses = 105,
                 .block_readings = 106,
                 .block_octets = 107,
                 .block_capacity = 108,
                 .open_files = 109,
                 .file_lookups = 110,
                 .operations_in_flight = 111},
      .process = {std::chrono::microseconds(1'500'000), 112, 113},
      .started = 114.5,
      .log_records_dropped = 115,
      .content_files = 116,
      .content_octets = 117,
      .ready = true,
  }));
  const std::pair<std::string_view, std::string_view> expected[] = {
      {R"(ranged_http_requests_total{method="GET",status="206"})", "2"},
      {R"(ranged_http_requests_total{method="HEAD",status="200"})", "1"},
      {R"(ranged_http_requests_total{method="other",status="405"})", "1"},
      {R"(ranged_http_requests_total{method="unknown",status="501"})", "1"},
      {"ranged_http_responses_capped_total", "2"},
      {"ranged_http_responses_aborted_total", "1"},
      {"ranged_http_response_unwanted_bytes_total", "20"},
      {"ranged_connections", "101"},
      {"ranged_connections_limit", "102"},
      {"ranged_connections_opened_total", "3"},
      {R"(ranged_connections_closed_total{reason="idle-timeout"})", "1"},
      {R"(ranged_connections_closed_total{reason="peer-reset"})", "0"},
      {"ranged_sent_bytes_total", "103"},
      {"ranged_block_cache_hits_total", "104"},
      {"ranged_block_cache_misses_total", "105"},
      {"ranged_block_cache_reads_total", "106"},
      {"ranged_block_cache_bytes", "107"},
      {"ranged_block_cache_limit_bytes", "108"},
      {"ranged_open_files", "109"},
      {"ranged_file_lookups_total", "110"},
      {"ranged_disk_operations_in_flight", "111"},
      {R"(ranged_loop_turn_seconds_bucket{le="0.00005"})", "0"},
      {R"(ranged_loop_turn_seconds_bucket{le="0.0001"})", "1"},
      {R"(ranged_loop_turn_seconds_bucket{le="0.001"})", "1"},
      {R"(ranged_loop_turn_seconds_bucket{le="0.0025"})", "2"},
      {R"(ranged_loop_turn_seconds_bucket{le="1"})", "2"},
      {R"(ranged_loop_turn_seconds_bucket{le="+Inf"})", "3"},
      {"ranged_loop_turn_seconds_sum", "2.00206"},
      {"ranged_loop_turn_seconds_count", "3"},
      {"process_cpu_seconds_total", "1.5"},
      {"process_resident_memory_bytes", "112"},
      {"process_max_fds", "113"},
      {"process_start_time_seconds", "114.5"},
      {"ranged_log_records_dropped_total", "115"},
      {"ranged_content_files", "116"},
      {"ranged_content_bytes", "117"},
      {"ranged_ready", "1"},
  };
  for (const auto& [name, value] : expected) {
    const auto sample = samples.find(std::string(name));
    ASSERT_NE(sample, samples.end()) << name;
    EXPECT_EQ(sample->second, value) << name;
  }
}

TEST(ProcessFigures, AreThoseOfThisProcess) {
  const auto before = process_figures();
  EXPECT_GT(before.resident_octets, 500'000U);
  EXPECT_GT(before.max_descriptors, 10U);
  for (volatile int i = 0; i < 20'000'000;) i = i + 1;
  EXPECT_GT(process_figures().cpu, before.cpu);
}

}  // namespace
}  // namespace ranged::daemon
