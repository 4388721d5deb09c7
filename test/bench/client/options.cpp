#include "bench/client/options.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ranged::bench {
namespace {

constexpr const char* kUsage =
    "usage: bench_client parts|small|paced|stalled|idle --port N --target PATH --length OCTETS\n"
    "  [--part OCTETS] [--at OFFSET] [--connections N] [--each REQUESTS] [--seconds S]\n"
    "  [--rate MBIT] [--check FILE]";

[[noreturn]] void refuse(std::string_view argument) {
  std::fprintf(stderr, "bench_client: %s?\n%s\n", std::string(argument).c_str(), kUsage);
  std::_Exit(64);
}

Mode mode_of(std::string_view word) {
  if (word == "parts") return Mode::parts;
  if (word == "small") return Mode::small;
  if (word == "paced") return Mode::paced;
  if (word == "stalled") return Mode::stalled;
  if (word == "idle") return Mode::idle;
  refuse(word);
}

template <typename Number>
void read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) refuse(text);
}

void read_flag(Options& options, std::string_view flag, std::string_view value) {
  if (flag == "--port") return read_number(value, options.port);
  if (flag == "--length") return read_number(value, options.length);
  if (flag == "--part") return read_number(value, options.part);
  if (flag == "--at") return read_number(value, options.at.emplace());
  if (flag == "--connections") return read_number(value, options.connections);
  if (flag == "--each") return read_number(value, options.each);
  if (flag == "--rate") return read_number(value, options.rate);
  if (flag == "--target") return static_cast<void>(options.target = value);
  if (flag == "--check") return static_cast<void>(options.check = value);
  if (flag != "--seconds") refuse(flag);
  double seconds = 0;
  read_number(value, seconds);
  options.time = std::chrono::duration<double>(seconds);
}

}  // namespace

Options options_of(int argc, const char* const* argv) {
  if (argc < 2) refuse("mode");
  Options options;
  options.mode = mode_of(argv[1]);
  for (int i = 2; i < argc; i += 2) {
    if (i + 1 == argc) refuse(argv[i]);
    read_flag(options, argv[i], argv[i + 1]);
  }
  if (options.port == 0) refuse("--port");
  if (options.length == 0) refuse("--length");
  if (options.part == 0) refuse("--part");
  if (options.connections == 0) refuse("--connections");
  if (options.at && *options.at >= options.length) refuse("--at");
  return options;
}

}  // namespace ranged::bench
