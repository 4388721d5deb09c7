#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Log lines: how grave, what text, and where they go. What a client or a file name contributes is
// escaped here, for every sink, so that nobody can begin a line of his own or colour a terminal.

namespace ranged::base {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

std::optional<LogLevel> parse_log_level(std::string_view name);

/// `text` with the octets of every control character (C0, DEL, C1), of every line separator and
/// mark that turns the direction of writing, and every octet that is not part of well-formed UTF-8
/// spelled \xNN with upper-case digits, and a backslash spelled \\: one line, whatever came in, and
/// unambiguous.
std::string escape_controls(std::string_view text);

/// Where log lines go.
class Log {
 public:
  virtual ~Log() = default;

  /// One record. `message` may hold anything; the sink escapes it.
  virtual void write(LogLevel level, std::string_view message) = 0;

  void debug(std::string_view message) { write(LogLevel::debug, message); }
  void info(std::string_view message) { write(LogLevel::info, message); }
  void warning(std::string_view message) { write(LogLevel::warning, message); }
  void error(std::string_view message) { write(LogLevel::error, message); }
};

}  // namespace ranged::base
