#include "daemon/log_output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace ranged::daemon {

using Style = base::StderrLog::Style;

Style stderr_style() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (!stream || fstat(STDERR_FILENO, &status) != 0) return Style::plain;
  const bool is_journal =
      std::to_string(status.st_dev) + ':' + std::to_string(status.st_ino) == stream;
  return is_journal ? Style::priority : Style::plain;
}

std::variant<LogOutput, std::string> LogOutput::open(LogTarget target, base::LogLevel least,
                                                     const Journal::Settings& settings) {
  const auto lines = [least](Style style) {
    return LogOutput(nullptr, std::make_unique<base::StderrLog>(least, style));
  };
  if (target == LogTarget::json) return lines(Style::json);
  const Style style = stderr_style();
  if (target == LogTarget::standard_error) return lines(style);
  if (target == LogTarget::automatic && style == Style::plain) return lines(style);

  auto journal = std::make_unique<Journal>(least, settings);
  const int error = journal->connect();
  if (error == 0) return LogOutput(std::move(journal), nullptr);
  const std::string message = settings.path + ": " + std::strerror(error);
  if (target == LogTarget::journal) {
    return "--log journal: " + message + "; without a journal, say --log stderr or --log json";
  }
  LogOutput output = lines(style);
  output.log().warning("the journal gets lines without fields: " + message);
  return output;
}

void LogOutput::attach(uv_loop_t& loop) {
  if (journal_) journal_->attach(loop);
}

void LogOutput::detach() {
  if (journal_) journal_->detach();
}

std::uint64_t LogOutput::dropped() const {
  return journal_ ? journal_->dropped() : lines_->dropped();
}

}  // namespace ranged::daemon
