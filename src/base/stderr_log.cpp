#include "ranged/base/stderr_log.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "ranged/base/json.hpp"

namespace ranged::base {
namespace {

/// Milliseconds that a line waits for room: a reader that is only slow takes the next in time.
constexpr int kPatience = 50;

/// As plain style spells it in front of a message; info is the rule and needs no word.
std::string_view mark_of(LogLevel level) {
  constexpr std::string_view kMarks[] = {"debug: ", "", "warning: ", "error: "};
  return kMarks[static_cast<std::size_t>(level)];
}

bool has_room(int patience) {
  pollfd standard_error = {STDERR_FILENO, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&standard_error, 1, patience);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

void StderrLog::write(LogLevel level, std::string_view message) { write_record({level, message}); }

void StderrLog::write_record(const LogRecord& record) {
  if (record.level < least_) return;
  if (const std::uint64_t missing = dropped_ - reported_; missing > 0) {
    const auto text = std::to_string(missing) + " lines of the log were dropped: nobody read it";
    const LogField fields[] = {{kDroppedField, missing}};
    if (deliver(line_of({LogLevel::warning, text, kRecordsDropped, fields}))) reported_ = dropped_;
  }
  if (!deliver(line_of(record))) ++dropped_;
}

std::string StderrLog::line_of(const LogRecord& record) const {
  if (style_ == Style::json) {
    return format_json(record, std::chrono::system_clock::now(), kLongestLine - 1) + '\n';
  }
  std::string line;
  if (style_ == Style::priority) {
    line.append("<").append(std::to_string(priority_of(record.level))).append(">");
  } else {
    line.append("ranged: ").append(mark_of(record.level));
  }
  append_escaped(line, record.message, kLongestLine - 1 - line.size());
  return line += '\n';
}

/// Whether the line is on its way, or standard error is gone.
bool StderrLog::deliver(std::string_view line) {
  if (!has_room(dropped_ > reported_ ? 0 : kPatience)) return false;
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written > 0) {
      line.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      return errno != EAGAIN;
    }
  }
  return true;
}

}  // namespace ranged::base
