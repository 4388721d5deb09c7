#include "bench/client/paced.hpp"

#include <algorithm>
#include <vector>

#include "bench/client/connection.hpp"
#include "bench/client/epoll.hpp"
#include "bench/client/socket.hpp"

namespace ranged::bench {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kTicks = 100;  // of a millisecond, after which a viewer's turn comes again
constexpr milliseconds kArrivals{2000};  // within which all viewers come

struct Viewer {
  Connection connection;
  double due = 0;          // octets he may read by now
  std::uint64_t read = 0;  // since measuring began
};

class Paced {
 public:
  explicit Paced(const Options& options)
      : options_(options),
        wishes_(options),
        expected_(options.check),
        octets_a_turn_(options.rate * 1e6 / 8 * kTicks / 1000) {
    viewers_.reserve(options.connections);
    for (std::size_t i = 0; i < options.connections; ++i) {
      viewers_.push_back({Connection(connect_to(options.port, i), expected_)});
      epoll_.add_once(viewers_.back().connection.fd(), i);
    }
  }

  Report run() {
    began_ = Clock::now();
    run_until(began_ + kArrivals);
    for (auto& viewer : viewers_) viewer.read = 0;
    const std::uint64_t before = report_.octets;
    report_ = {};
    report_.before = before;
    const auto measured_from = Clock::now();
    run_until(measured_from + std::chrono::duration_cast<Clock::duration>(options_.time));
    report_.took = Clock::now() - measured_from;
    judge();
    return std::move(report_);
  }

 private:
  void run_until(Clock::time_point end) {
    for (auto now = Clock::now(); now < end; now = Clock::now()) {
      for (const auto& event : epoll_.wait(1)) {
        auto& viewer = viewers_[event.data.u64];
        read(viewer, event.data.u64, 0, Clock::now());
      }
      for (; began_ + tick_ * milliseconds(1) <= now; ++tick_) take_turns(now);
    }
  }

  void take_turns(Clock::time_point now) {
    for (std::size_t i = tick_ % kTicks; i < arrived(); i += kTicks) {
      auto& viewer = viewers_[i];
      if (viewer.connection.is_receiving()) {
        viewer.due += octets_a_turn_;
        if (viewer.due >= 1) read(viewer, i, viewer.due, now);
      } else if (viewer.connection.is_waiting()) {
        viewer.due += octets_a_turn_;
      } else {
        ask(viewer, i, wishes_.beginning(), now);
      }
    }
  }

  std::size_t arrived() const {
    const std::size_t share = viewers_.size() * (tick_ + 1) / kArrivals.count();
    return std::min(share, viewers_.size());
  }

  void ask(Viewer& viewer, std::size_t number, const Wish& wish, Clock::time_point now) {
    viewer.connection.ask(wishes_.request_for(wish), wish, wishes_.status(), now);
    epoll_.arm(viewer.connection.fd(), number);
  }

  void read(Viewer& viewer, std::size_t number, double most, Clock::time_point now) {
    const bool waited = viewer.connection.is_waiting();
    const auto received = viewer.connection.receive(static_cast<std::uint64_t>(most));
    viewer.due -= static_cast<double>(received.octets);
    viewer.read += received.octets;
    report_.octets += received.octets;
    if (received.first) report_.first_octet.add(now - viewer.connection.asked());
    if (received.complete) {
      ++report_.requests;
      ask(viewer, number, wishes_.behind(viewer.connection.wish()), now);
    } else if (waited && viewer.connection.is_waiting()) {
      epoll_.arm(viewer.connection.fd(), number);
    }
  }

  void judge() {
    const double seconds = std::chrono::duration<double>(report_.took).count();
    const double wanted = options_.rate * 1e6 / 8 * seconds;
    for (const auto& viewer : viewers_) {
      report_.slowest = std::min(report_.slowest, static_cast<double>(viewer.read) / wanted);
    }
    const auto now = Clock::now();
    for (const auto& [connection, due, read] : viewers_) {
      if (connection.is_waiting()) report_.first_octet.add_unanswered(now - connection.asked());
    }
  }

  const Options& options_;
  Wishes wishes_;
  ExpectedOctets expected_;
  Epoll epoll_;
  std::vector<Viewer> viewers_;
  double octets_a_turn_;
  Clock::time_point began_;
  std::size_t tick_ = 0;  // milliseconds since it began
  Report report_;
};

}  // namespace

Report paced(const Options& options) { return Paced(options).run(); }

}  // namespace ranged::bench
