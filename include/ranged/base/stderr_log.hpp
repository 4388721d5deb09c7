#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ranged/base/log.hpp"

namespace ranged::base {

/// One line a record on standard error, written with one system call.
///
/// A log that nobody reads must not stop the server: when standard error is full, a line waits for
/// a moment, and those that come after it are dropped without waiting until there is room again;
/// then a line says how many are missing.
class StderrLog final : public Log {
 public:
  enum class Style : std::uint8_t {
    plain,     ///< "ranged: warning: text"; "ranged: text" if it is info
    priority,  ///< "<4>text", which the service manager reads
    json,      ///< format_json(), for whoever collects the output of containers
  };

  /// Octets of the longest line; of a longer text the rest is left out, and "..." stands for it. A
  /// pipe takes as much in one piece or not at all (PIPE_BUF).
  static constexpr std::size_t kLongestLine = 4096;

  /// Records below `least` are dropped.
  StderrLog(LogLevel least, Style style) : least_(least), style_(style) {}

  void write(LogLevel level, std::string_view message) override;
  void write_record(const LogRecord& record) override;

  /// Records that nobody took, so far.
  std::uint64_t dropped() const { return dropped_; }

 private:
  std::string line_of(const LogRecord& record) const;
  bool deliver(std::string_view line);

  LogLevel least_;
  Style style_;
  std::uint64_t dropped_ = 0;
  std::uint64_t reported_ = 0;  // of those
};

}  // namespace ranged::base
