#include "bench/client/load.hpp"

#include <vector>

#include "bench/client/connection.hpp"
#include "bench/client/epoll.hpp"
#include "bench/client/socket.hpp"

namespace ranged::bench {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr int kPatience = 100;  // milliseconds: how late the end of time may be noticed

class Load {
 public:
  explicit Load(const Options& options)
      : options_(options), wishes_(options), expected_(options.check) {
    connections_.reserve(options.connections);
    for (std::size_t i = 0; i < options.connections; ++i) {
      connections_.emplace_back(connect_to(options.port, i), expected_);
      epoll_.add(connections_.back().fd(), i);
    }
  }

  Report run() {
    const auto began = Clock::now();
    const auto end = began + std::chrono::duration_cast<Clock::duration>(options_.time);
    for (auto& connection : connections_) ask(connection, Clock::now());
    auto now = began;
    while (now < end && !is_done()) {
      const auto ready = epoll_.wait(kPatience);
      now = Clock::now();  // of all of them: that the others wait for us is not the server's fault
      for (const auto& event : ready) receive(connections_[event.data.u64], now);
    }
    now = Clock::now();
    report_.took = now - began;
    for (const auto& connection : connections_) {
      if (connection.is_waiting()) report_.first_octet.add_unanswered(now - connection.asked());
    }
    return std::move(report_);
  }

 private:
  bool is_done() const {
    return options_.each != 0 && report_.requests == options_.each * options_.connections;
  }

  void ask(Connection& connection, Clock::time_point now) {
    const bool any = options_.mode == Mode::parts && !options_.at;
    if (any || request_.empty()) {
      wish_ = wishes_.any();
      request_ = wishes_.request_for(wish_);
    }
    connection.ask(request_, wish_, wishes_.status(), now);
    ++asked_;
  }

  void receive(Connection& connection, Clock::time_point now) {
    const auto received = connection.receive(kAll);
    report_.octets += received.octets;
    if (received.first) report_.first_octet.add(now - connection.asked());
    if (!received.complete) return;
    ++report_.requests;
    const bool again = options_.each == 0 || asked_ < options_.each * options_.connections;
    if (again) ask(connection, Clock::now());
  }

  const Options& options_;
  Wishes wishes_;
  ExpectedOctets expected_;
  Epoll epoll_;
  std::vector<Connection> connections_;
  std::uint64_t asked_ = 0;
  Wish wish_;
  std::string request_;
  Report report_;
};

}  // namespace

Report load(const Options& options) { return Load(options).run(); }

}  // namespace ranged::bench
