#include <benchmark/benchmark.h>

#include <string>
#include <variant>

#include "ranged/base/check.hpp"
#include "ranged/content/content_index.hpp"
#include "ranged/plan/response_plan.hpp"
#include "ranged/plan/router.hpp"
#include "support/index_builder.hpp"

// From a request to the value that describes its answer.

namespace ranged::plan {
namespace {

constexpr int kFolders = 100;
constexpr int kFilesAFolder = 100;
constexpr std::uint64_t kLength = 100 * 1024 * 1024;

content::ContentIndex library() {
  test::IndexBuilder index;
  for (int i = 0; i < kFolders; ++i) {
    const std::string folder = "folder" + std::to_string(i);
    for (int j = 0; j < kFilesAFolder; ++j) {
      const std::string file = folder + "/film" + std::to_string(j) + ".mp4";
      index.file(file, file, {kLength, content::FileTime{1}});
    }
  }
  return index.build();
}

http::Request request_for(std::string_view target, const http::FieldSection& fields) {
  http::Request request;
  request.method_token = "GET";
  request.method = http::method_of(request.method_token);
  request.target = target;
  request.fields = fields;
  return request;
}

void route_to_a_file(benchmark::State& state) {
  const auto index = library();
  const auto request = request_for("/folder42/film17.mp4", {{"Host", "localhost"}});
  const Policy policy;
  for (auto _ : state) {
    auto found = route(request, index, policy);
    RANGED_CHECK(std::holds_alternative<Selected>(found));
    benchmark::DoNotOptimize(found);
  }
}

void plan(benchmark::State& state, const http::FieldSection& fields) {
  const auto request = request_for("/film.mp4", fields);
  const content::Representation film{kLength, content::FileTime{1'700'000'000'000'000'000},
                                     "video/mp4"};
  const Policy policy;
  const http::Seconds now{std::chrono::seconds{1'710'000'000}};
  for (auto _ : state) {
    auto made = plan_representation(request, film, policy, now);
    benchmark::DoNotOptimize(made);
  }
}

BENCHMARK(route_to_a_file);
BENCHMARK_CAPTURE(plan, first_part, {});
BENCHMARK_CAPTURE(plan, one_range, {{"Range", "bytes=5242880-"}});
BENCHMARK_CAPTURE(plan, several_ranges, {{"Range", "bytes=0-99,1000-1999,-500"}});
BENCHMARK_CAPTURE(plan, not_modified, {{"If-None-Match", "\"a\", \"17979cfe362a0000-6400000\""}});

}  // namespace
}  // namespace ranged::plan
