#include <benchmark/benchmark.h>

#include <string_view>

#include "ranged/http/byte_range.hpp"

// A Range field, and which octets of a film it names.

namespace ranged::http {
namespace {

constexpr std::uint64_t kLength = 100 * 1024 * 1024;

void parse_and_satisfy(benchmark::State& state, std::string_view field_value) {
  for (auto _ : state) {
    const auto set = parse_range(field_value);
    auto ranges = satisfy(*set, kLength);
    benchmark::DoNotOptimize(ranges);
  }
}

BENCHMARK_CAPTURE(parse_and_satisfy, to_the_end, "bytes=5242880-");
BENCHMARK_CAPTURE(parse_and_satisfy, sixteen_ranges,
                  "bytes=0-9,20-29,40-49,60-69,80-89,100-109,120-129,140-149,160-169,180-189,"
                  "200-209,220-229,240-249,260-269,280-289,-500");

}  // namespace
}  // namespace ranged::http
