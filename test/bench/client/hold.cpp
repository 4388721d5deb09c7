#include "bench/client/hold.hpp"

#include <poll.h>
#include <unistd.h>

#include <vector>

#include "bench/client/connection.hpp"
#include "bench/client/report.hpp"
#include "bench/client/socket.hpp"

namespace ranged::bench {
namespace {

constexpr int kSmallestBuffer = 1;  // the kernel makes of it the least that it allows

void read_answer(Connection& connection) {
  for (;;) {
    pollfd readable{connection.fd(), POLLIN, 0};
    ::poll(&readable, 1, -1);
    if (connection.receive(~std::uint64_t{0}).complete) return;
  }
}

void wait_for_end_of_input() {
  char octet = 0;
  while (::read(STDIN_FILENO, &octet, 1) > 0) {
  }
}

}  // namespace

void hold(const Options& options) {
  const bool stalls = options.mode == Mode::stalled;
  const ExpectedOctets expected(options.check);
  Wishes wishes(options);
  std::vector<Connection> connections;
  connections.reserve(options.connections);
  for (std::size_t i = 0; i < options.connections; ++i) {
    auto fd = stalls ? connect_to(options.port, i, kSmallestBuffer) : connect_to(options.port, i);
    auto& connection = connections.emplace_back(std::move(fd), expected);
    const Wish wish = wishes.any();
    connection.ask(wishes.request_for(wish), wish, wishes.status(), Clock::now());
    if (!stalls) read_answer(connection);
  }
  print_holding(options);
  wait_for_end_of_input();
}

}  // namespace ranged::bench
