#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ranged/base/ip_network.hpp"
#include "ranged/http1/request_parser.hpp"

// Deadlines, marks and counts: the most that one peer may cost.

namespace ranged::net {

struct Limits {
  std::size_t max_requests = 100'000;         ///< on one connection; 0: no limit
  std::size_t max_connections = 1000;         ///< accepting waits at this many
  std::size_t max_connections_per_ip = 0;     ///< of one address; then 503 and close; 0: no limit
  std::vector<base::IpNetwork> uncounted;     ///< whose addresses have no such limit
  std::chrono::milliseconds idle{15'000};     ///< between requests; then close
  std::chrono::milliseconds head{10'000};     ///< from first to last octet of a request; then 408
  std::chrono::milliseconds resolve{10'000};  ///< opening a file; then 503
  std::chrono::milliseconds send{30'000};     ///< without an octet taken by the peer; then reset
  std::chrono::milliseconds linger{5'000};    ///< after our last octet, and after each of his
  std::chrono::milliseconds linger_in_all{30'000};  ///< however much he still sends
  std::chrono::milliseconds drain{30'000};    ///< for what is being sent when draining; then reset
  std::chrono::milliseconds newcomer{500};    ///< when draining, for a first request; then close
  std::uint64_t rate = 0;                     ///< octets a second of one answer; 0: no limit
  std::uint64_t rate_burst = 1024 * 1024;     ///< octets of an answer before its rate counts
  std::uint64_t total_rate = 0;               ///< octets a second of all answers; 0: no limit
  std::size_t cache_size = 64 * 1024 * 1024;  ///< octets of file bodies kept in memory; 0: none
  std::size_t open_files = 256;               ///< kept open besides those in use
  std::size_t io_threads = 4;  ///< that libuv's threadpool has; one file gets a quarter of them
  http1::HeadLimits request;
};

}  // namespace ranged::net
