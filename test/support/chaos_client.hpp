#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "support/changing_files.hpp"
#include "support/raw_client.hpp"

// One of many clients that one thread plays with poll(): its manner is drawn by lot, and whatever
// it is answered is checked.

namespace ranged::test {

/// What all clients have seen together.
struct Tally {
  std::map<int, std::size_t> answers;  ///< complete ones, by status
  std::size_t resets = 0;              ///< endings with RST that the client had not asked for
  std::vector<std::string> faults;     ///< whatever must never be
};

class ChaosClient {
 public:
  using Clock = ChangingFiles::Clock;

  /// Connects to 127.0.0.1. `files` and `tally` must outlive it.
  ChaosClient(std::uint16_t port, const ChangingFiles& files, Tally& tally,
              std::mt19937_64& random);

  /// What to wait for; no descriptor while it is not its turn.
  pollfd interest(Clock::time_point now) const;
  /// Its turn; `events` may be none.
  void take_turn(short events, Clock::time_point now);

  /// How it behaves, and what it waits for: for a failing test.
  std::string describe() const;

  /// The connection is over, or was ended by the client.
  bool gone() const { return !fd_; }

 private:
  /// How it behaves, turn by turn.
  struct Manner {
    const char* name = "";
    std::size_t requests = 3;
    bool pipelines = false;              ///< sends all of them at once
    bool broken = false;                 ///< what it sends is not HTTP, or cut off
    bool half_closes = false;            ///< once all is sent
    int receive_buffer = 0;              ///< 0: as the kernel likes
    std::size_t writes = 64 * 1024;      ///< most octets a turn
    std::size_t reads = 64 * 1024;       ///< likewise
    std::chrono::milliseconds pause{0};  ///< before each turn
    std::size_t leaves_before = 0;       ///< so many octets have come; 0: stays to the end
    bool resets = false;                 ///< when it leaves
  };

  struct Asked {
    bool is_head = false;
    bool has_range = false;
    std::size_t file = 0;
  };

  static const Manner kManners[];

  void connect(std::uint16_t port);
  void ask(std::mt19937_64& random);
  void send();
  void receive();
  void understand();
  bool take_answer();
  void check(const Asked& asked, const Response& response);
  void end(bool with_reset);
  void leave();
  void fault(const std::string& what);

  const ChangingFiles& files_;
  Tally& tally_;
  const Manner& manner_;
  base::UniqueFd fd_;
  std::deque<std::string> requests_;  // not begun to be sent
  std::deque<Asked> asked_;           // not answered yet, sent or not
  std::string unsent_;
  std::string received_;                     // and not understood yet
  std::optional<std::size_t> leaves_after_;  // so many octets
  std::size_t octets_ = 0;                   // received in all
  bool half_closed_ = false;
  bool told_close_ = false;  // by the server: it will not answer again
  Clock::time_point began_;
  Clock::time_point turn_;       // the next one is not before
  Clock::time_point leaves_at_;  // at the latest, if leaves_after_
};

}  // namespace ranged::test
