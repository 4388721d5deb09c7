#include "daemon/metrics.hpp"

#include <sys/resource.h>
#include <uv.h>

#include "daemon/exposition.hpp"
#include "daemon/version.hpp"
#include "ranged/net/close_reason.hpp"

namespace ranged::daemon {

namespace {

using Type = Exposition::Type;
using std::chrono::duration;

double seconds_of(std::chrono::nanoseconds time) { return duration<double>(time).count(); }

std::chrono::microseconds microseconds_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

std::string_view label_of(http::Method method) {
  switch (method) {
    case http::Method::get:
      return "GET";
    case http::Method::head:
      return "HEAD";
    case http::Method::options:
      return "OPTIONS";
    case http::Method::connect:
      return "CONNECT";
    case http::Method::other:
      return "other";
    case http::Method::unknown:
      break;
  }
  return "unknown";
}

void add_requests(Exposition& text, const net::Statistics& statistics) {
  text.begin("ranged_http_requests_total", Type::counter,
             "Requests whose answer has ended, complete or cut off.");
  for (const auto& [method, status, count] : statistics.requests()) {
    text.add(count, {{"method", label_of(method)}, {"status", std::to_string(http::code(status))}});
  }
  text.add("ranged_http_responses_capped_total", Type::counter,
           "Answers that the part size made shorter than what was asked for.", statistics.capped());
  text.add("ranged_http_responses_aborted_total", Type::counter,
           "Answers that were cut off before their end.", statistics.aborted());
  text.add("ranged_http_response_unwanted_bytes_total", Type::counter,
           "Octets of bodies that were not sent because their answer was cut off.",
           statistics.unwanted_octets());
}

void add_connections(Exposition& text, const net::Statistics& statistics,
                     const net::Figures& server) {
  text.add("ranged_sent_bytes_total", Type::counter,
           "Octets of answers handed to the kernel, heads and bodies.", server.octets);
  text.add("ranged_connections", Type::gauge, "Connections that are open.",
           std::uint64_t{server.connections});
  text.add("ranged_connections_limit", Type::gauge,
           "Connections that may be open; further ones wait.",
           std::uint64_t{server.max_connections});
  text.add("ranged_connections_opened_total", Type::counter, "Connections accepted.",
           statistics.opened());
  text.begin("ranged_connections_closed_total", Type::counter,
             "Connections closed, by the reason that the log gives as CLOSE_REASON.");
  for (const auto& row : net::kCloseReasons) {
    text.add(statistics.closed(row.reason), {{"reason", row.name}});
  }
}

void add_files(Exposition& text, const Metrics& metrics) {
  const net::Figures& server = metrics.server;
  text.add("ranged_block_cache_hits_total", Type::counter,
           "Blocks of files that were in memory when they were wanted.", server.block_hits);
  text.add("ranged_block_cache_misses_total", Type::counter,
           "Blocks of files that had to be waited for.", server.block_misses);
  text.add("ranged_block_cache_reads_total", Type::counter,
           "Blocks read from disk, those read ahead of need included.", server.block_readings);
  text.add("ranged_block_cache_bytes", Type::gauge, "Octets of files kept in memory.",
           std::uint64_t{server.block_octets});
  text.add("ranged_block_cache_limit_bytes", Type::gauge,
           "Octets of files that may be kept in memory.", std::uint64_t{server.block_capacity});
  text.add("ranged_open_files", Type::gauge, "Files kept open.", std::uint64_t{server.open_files});
  text.add("ranged_file_lookups_total", Type::counter, "Names of files looked up on the disk.",
           server.file_lookups);
  text.add("ranged_disk_operations_in_flight", Type::gauge,
           "Lookups and readings that the threads are busy with.",
           std::uint64_t{server.operations_in_flight});
  text.add("ranged_content_files", Type::gauge, "Files in the index.",
           std::uint64_t{metrics.content_files});
  text.add("ranged_content_bytes", Type::gauge, "Octets of the files in the index.",
           metrics.content_octets);
}

void add_histogram(Exposition& text, const Histogram& histogram) {
  text.begin("ranged_loop_turn_seconds", Type::histogram,
             "Turns of the event loop without its sleep: how long an event may have waited.");
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
    count += histogram.counts.at(i);
    text.add(count, {{"le", shortest(seconds_of(Histogram::kBounds.at(i)))}}, "_bucket");
  }
  count += histogram.counts.back();
  text.add(count, {{"le", "+Inf"}}, "_bucket");
  text.add(seconds_of(histogram.sum), {}, "_sum");
  text.add(count, {}, "_count");
}

void add_process(Exposition& text, const Metrics& metrics) {
  text.add("ranged_log_records_dropped_total", Type::counter, "Log records that nobody took.",
           metrics.log_records_dropped);
  text.add("ranged_ready", Type::gauge, "1 while /readyz says so, 0 while draining.",
           std::uint64_t{metrics.ready});
  text.begin("ranged_build_info", Type::gauge, "1, with the versions as labels.");
  text.add(std::uint64_t{1}, {{"version", kVersion}, {"libuv", uv_version_string()}});
  text.add("process_cpu_seconds_total", Type::counter, "User and system time of the process.",
           seconds_of(metrics.process.cpu));
  text.add("process_resident_memory_bytes", Type::gauge, "Memory of the process that is resident.",
           metrics.process.resident_octets);
  text.add("process_max_fds", Type::gauge, "Descriptors that the process may have.",
           metrics.process.max_descriptors);
  text.add("process_start_time_seconds", Type::gauge, "When the daemon began to serve, since 1970.",
           metrics.started);
}

}  // namespace

ProcessFigures process_figures() {
  ProcessFigures figures;
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu = microseconds_of(usage.ru_utime) + microseconds_of(usage.ru_stime);
  }
  std::size_t resident = 0;
  if (uv_resident_set_memory(&resident) == 0) figures.resident_octets = resident;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.max_descriptors = limit.rlim_cur;
  return figures;
}

std::string metrics_text(const Metrics& metrics) {
  Exposition text;
  add_requests(text, metrics.statistics);
  add_connections(text, metrics.statistics, metrics.server);
  add_files(text, metrics);
  add_histogram(text, metrics.loop_turns);
  add_process(text, metrics);
  return text.text();
}

}  // namespace ranged::daemon
