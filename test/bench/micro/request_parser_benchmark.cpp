#include <benchmark/benchmark.h>

#include <string_view>

#include "ranged/base/check.hpp"
#include "ranged/http1/request_parser.hpp"

// A head from its octets, checks and all.

namespace ranged::http1 {
namespace {

constexpr std::string_view kShortest = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

constexpr std::string_view kBrowser =
    "GET /films/2024/holiday.mp4 HTTP/1.1\r\nHost: media.example.org\r\nConnection: keep-alive\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Safari/537.36\r\nAccept-Encoding: identity;q=1, *;q=0\r\nAccept: */*\r\n"
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: video\r\n"
    "Referer: https://media.example.org/\r\nAccept-Language: en-GB,en;q=0.9\r\n"
    "Range: bytes=5242880-\r\nIf-Range: \"17f4b6f4c2d6b5a8-6400000\"\r\n\r\n";

void parse(benchmark::State& state, std::string_view octets) {
  RequestParser parser{HeadLimits{}};
  for (auto _ : state) {
    const auto result = parser.feed(octets);
    RANGED_CHECK(result.outcome == RequestParser::Outcome::request);
    benchmark::DoNotOptimize(parser.request());
    parser.next();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(octets.size()) * state.iterations());
}

BENCHMARK_CAPTURE(parse, shortest_request, kShortest);
BENCHMARK_CAPTURE(parse, browser_request, kBrowser);

}  // namespace
}  // namespace ranged::http1
