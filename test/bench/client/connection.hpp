#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bench/client/expected_octets.hpp"
#include "bench/client/options.hpp"
#include "bench/client/waiting_times.hpp"
#include "bench/client/wish.hpp"
#include "ranged/base/unique_fd.hpp"

// One persistent connection: a request, its answer, the next request. An answer that is not what
// was wished for ends the program.

namespace ranged::bench {

class Connection {
 public:
  struct Received {
    bool first = false;        ///< the first octet of the answer came just now
    bool complete = false;     ///< and so did the last
    std::uint64_t octets = 0;  ///< of content
  };

  /// `expected` must outlive the connection.
  Connection(base::UniqueFd fd, const ExpectedOctets& expected);

  /// Sends `request`, which asks for `wish`. Must not be called before the last answer is complete.
  void ask(std::string_view request, const Wish& wish, int status, Clock::time_point now);

  /// Takes about `most` octets of content, if they have come, and drops them in the kernel.
  Received receive(std::uint64_t most);

  int fd() const { return fd_.get(); }
  const Wish& wish() const { return wish_; }
  Clock::time_point asked() const { return asked_; }
  bool is_waiting() const { return phase_ == Phase::waiting; }
  bool is_receiving() const { return phase_ == Phase::content; }

 private:
  enum class Phase : std::uint8_t {
    quiet,    ///< nothing asked
    waiting,  ///< asked, and the head is not complete
    content,
  };

  Received receive_head();
  std::uint64_t receive_content(std::uint64_t most);
  void take(std::string_view content);

  base::UniqueFd fd_;
  const ExpectedOctets& expected_;
  Phase phase_ = Phase::quiet;
  Wish wish_;
  int status_ = 0;
  std::uint64_t rest_ = 0;  // of the content
  std::string head_;        // what has come of it
  Clock::time_point asked_;
};

}  // namespace ranged::bench
