#include "bench/client/fail.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

namespace ranged::bench {

void fail(std::string_view message, int error_number) {
  std::string line("bench_client: ");
  line.append(message);
  if (error_number != 0) line.append(": ").append(std::generic_category().message(error_number));
  std::fprintf(stderr, "%s\n", line.c_str());
  std::_Exit(EXIT_FAILURE);
}

}  // namespace ranged::bench
