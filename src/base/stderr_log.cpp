#include "ranged/base/stderr_log.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace ranged::base {
namespace {

/// Milliseconds that a line waits for room: a reader that is only slow takes the next in time.
constexpr int kPatience = 50;

constexpr std::string_view kCut = "...";

/// As plain style spells it in front of a message, and with what digit of syslog(3).
struct Mark {
  std::string_view plain;
  char priority;
};

Mark mark_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return {"debug: ", '7'};
    case LogLevel::info:
      return {"", '6'};  // the rule needs no word
    case LogLevel::warning:
      return {"warning: ", '4'};
    case LogLevel::error:
      break;
  }
  return {"error: ", '3'};
}

/// Of a sequence of UTF-8: it must not be cut before it.
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool has_room(int patience) {
  pollfd standard_error = {STDERR_FILENO, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&standard_error, 1, patience);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

void StderrLog::write(LogLevel level, std::string_view message) {
  if (level < least_) return;
  if (dropped_ > 0) {
    const auto missing =
        std::to_string(dropped_) + " lines of the log were dropped: nobody read it";
    if (deliver(line_of(LogLevel::warning, missing))) dropped_ = 0;
  }
  if (!deliver(line_of(level, message))) ++dropped_;
}

std::string StderrLog::line_of(LogLevel level, std::string_view message) const {
  const Mark mark = mark_of(level);
  std::string line;
  if (style_ == Style::priority) {
    line += {'<', mark.priority, '>'};
  } else {
    line.append("ranged: ").append(mark.plain);
  }
  line += escape_controls(message);
  if (line.size() >= kLongestLine) {
    std::size_t end = kLongestLine - 1 - kCut.size();
    while (is_continuation(line[end])) --end;
    line.replace(end, line.npos, kCut);
  }
  return line += '\n';
}

/// Whether the line is on its way, or standard error is gone.
bool StderrLog::deliver(std::string_view line) {
  if (!has_room(dropped_ > 0 ? 0 : kPatience)) return false;
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
