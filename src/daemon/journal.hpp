#pragma once

#include <uv.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "daemon/journal_socket.hpp"
#include "ranged/base/log.hpp"
#include "uv/handle.hpp"

namespace ranged::daemon {

/// The journal as a log, spoken to in its native protocol.
///
/// Nothing here ever waits for journald. What it does not take at once is queued, up to a bound,
/// and sent when it reads again; what does not fit is dropped and counted, and when the queue has
/// been taken a record says how many are missing there. Between two such records nothing is
/// missing. If journald is gone, the queue waits for the next one, which is looked for once in a
/// while.
class Journal final : public base::Log {
 public:
  struct Settings {
    std::string path = "/run/systemd/journal/socket";
    std::size_t most_queued = 1024 * 1024;    ///< octets
    std::chrono::milliseconds retry{1'000};   ///< between looking for a journald that is gone
    std::chrono::milliseconds farewell{500};  ///< for what is queued when the journal goes
  };

  /// Records below `least` are not written.
  Journal(base::LogLevel least, Settings settings)
      : settings_(std::move(settings)), least_(least) {}
  explicit Journal(base::LogLevel least) : Journal(least, Settings()) {}
  /// Gives journald a moment to take what is queued. Detaches, and for that needs the loop.
  ~Journal() override;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// 0, or an errno: nobody is there. It need not be called, and what is written is not lost if it
  /// fails.
  [[nodiscard]] int connect() { return socket_.connect(settings_.path); }

  /// From here to detach(), `loop` sees to what is queued. Without a loop each record that is
  /// written does. Keeps the loop alive only as long as something is queued.
  void attach(uv_loop_t& loop);
  void detach();

  /// Records, so far.
  std::uint64_t dropped() const { return dropped_; }

  void write(base::LogLevel level, std::string_view message) override {
    write_record({level, message});
  }
  void write_record(const base::LogRecord& record) override;

 private:
  static void on_writable(uv_poll_t* poll, int status, int) noexcept;
  static void on_retry(uv_timer_t* timer) noexcept;

  bool is_dropping() const { return dropped_ > reported_; }
  bool has_work() const { return !queue_.empty() || is_dropping(); }
  void enqueue(std::string datagram);
  void enqueue_report();
  void flush();
  [[nodiscard]] bool transmit(std::string_view datagram);
  [[nodiscard]] bool reconnect();
  void disconnect();
  void watch();

  Settings settings_;
  base::LogLevel least_;
  JournalSocket socket_;
  std::string encoded_;  // kept for its memory
  std::deque<std::string> queue_;
  std::size_t queued_octets_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t reported_ = 0;  // of those

  uv_loop_t* loop_ = nullptr;   // while attached
  uv::Handle<uv_poll_t> poll_;  // of the socket's present descriptor, if there was need
  uv::Handle<uv_timer_t> retry_;
};

}  // namespace ranged::daemon
