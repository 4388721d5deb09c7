#include "bench/client/report.hpp"

#include <cstdio>

namespace ranged::bench {

void print(const Options& options, Report& report) {
  const double seconds = std::chrono::duration<double>(report.took).count();
  const double requests = static_cast<double>(report.requests);
  const double megabytes = static_cast<double>(report.octets) / 1e6;
  std::printf(
      "{\"connections\":%zu,\"seconds\":%.4f,\"requests\":%.0f,\"octets\":%.0f,\"before\":%.0f,"
      "\"requests_per_second\":%.1f,\"megabytes_per_second\":%.2f,\"slowest\":%.4f,"
      "\"first_octet\":%s}\n",
      options.connections, seconds, requests, megabytes * 1e6, static_cast<double>(report.before),
      requests / seconds, megabytes / seconds, report.slowest, report.first_octet.json().c_str());
  std::fflush(stdout);
}

void print_holding(const Options& options) {
  std::printf("{\"holding\":%zu}\n", options.connections);
  std::fflush(stdout);
}

}  // namespace ranged::bench
