#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

// Log records: how grave, what text, which facts, and where they go. What a client or a file name
// contributes is escaped here, for every sink, so that nobody can begin a line or a field of his
// own or colour a terminal.

namespace ranged::base {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// As syslog(3) and the journal count: 3 is an error, 7 for debugging.
constexpr int priority_of(LogLevel level) {
  constexpr int kPriorities[] = {7, 6, 4, 3};
  return kPriorities[static_cast<std::size_t>(level)];
}

/// "debug", "info", "warning", "error"
std::string_view name_of(LogLevel level);
std::optional<LogLevel> parse_log_level(std::string_view name);

/// `text` with the octets of every control character (C0, DEL, C1), of every line separator and
/// mark that turns the direction of writing, and every octet that is not part of well-formed UTF-8
/// spelled \xNN with upper-case digits, and a backslash spelled \\: one line, whatever came in, and
/// unambiguous.
std::string escape_controls(std::string_view text);

/// Appends escape_controls(text), or as much of it as `most` octets take: of what is longer the
/// rest is left out, at the end of a character, and "..." stands for it. Requires most > 3.
void append_escaped(std::string& to, std::string_view text, std::size_t most = std::string::npos);

/// What happened, whatever the text says of it: for those who search and count.
struct LogKind {
  std::string_view name;  ///< "answered", "connection-closed"
  std::string_view id;    ///< 128 bits in lower-case hexadecimal, the journal's MESSAGE_ID
};

/// That a sink could not keep up, and how many records are missing where this one stands.
inline constexpr LogKind kRecordsDropped = {"records-dropped", "4f504106a1464faf911e89e2eec94eae"};

inline constexpr std::string_view kDroppedField = "RECORDS_DROPPED";  ///< how many

/// A fact about what happened.
struct LogField {
  std::string_view name;  ///< A to Z, 0 to 9 and '_', a letter first
  std::variant<std::string_view, std::uint64_t> value;
};

/// Views are valid during the call that hands it over. Message and values may hold anything: the
/// sink escapes them.
struct LogRecord {
  LogLevel level = LogLevel::info;
  std::string_view message;
  LogKind kind = {};  ///< empty for what has none
  std::span<const LogField> fields = {};
};

/// Where log records go.
class Log {
 public:
  virtual ~Log() = default;

  /// A record that is a text and nothing else.
  virtual void write(LogLevel level, std::string_view message) = 0;

  /// A sink that has no place for facts writes the message.
  virtual void write_record(const LogRecord& record) { write(record.level, record.message); }

  void debug(std::string_view message) { write(LogLevel::debug, message); }
  void info(std::string_view message) { write(LogLevel::info, message); }
  void warning(std::string_view message) { write(LogLevel::warning, message); }
  void error(std::string_view message) { write(LogLevel::error, message); }
};

}  // namespace ranged::base
