#include "bench/client/hold.hpp"
#include "bench/client/load.hpp"
#include "bench/client/options.hpp"
#include "bench/client/paced.hpp"
#include "bench/client/report.hpp"
#include "bench/client/socket.hpp"

// Load on a server on this machine, from one thread: what wrk cannot do. Says what it measured in
// one line of JSON; an answer that is not the right one is exit status 1.

int main(int argc, char** argv) {
  using namespace ranged::bench;
  const Options options = options_of(argc, argv);
  raise_descriptor_limit();
  if (options.mode == Mode::stalled || options.mode == Mode::idle) {
    hold(options);
  } else {
    Report report = options.mode == Mode::paced ? paced(options) : load(options);
    print(options, report);
  }
  return 0;
}
