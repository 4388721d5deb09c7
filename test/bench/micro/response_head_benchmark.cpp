#include <benchmark/benchmark.h>

#include "ranged/http1/response_head.hpp"

// The octets of a head from its fields.

namespace ranged::http1 {
namespace {

void format_head_of_a_part(benchmark::State& state) {
  const http::FieldList fields{{"Content-Type", "video/mp4"},
                               {"Content-Length", "5242880"},
                               {"Content-Range", "bytes 5242880-10485759/104857600"},
                               {"Accept-Ranges", "bytes"},
                               {"ETag", "\"17979cfe362a0000-6400000\""},
                               {"Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT"}};
  const Transmission transmission{"Sat, 09 Mar 2024 16:00:00 GMT", true};
  for (auto _ : state) {
    auto head = format_head(http::Status::partial_content, fields, transmission);
    benchmark::DoNotOptimize(head);
  }
}

BENCHMARK(format_head_of_a_part);

}  // namespace
}  // namespace ranged::http1
