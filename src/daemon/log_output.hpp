#pragma once

#include <uv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "daemon/journal.hpp"
#include "ranged/base/log.hpp"
#include "ranged/base/stderr_log.hpp"

// --log: where log records go.

namespace ranged::daemon {

enum class LogTarget : std::uint8_t {
  automatic,  ///< the journal if standard error is connected to it, else standard error
  journal,
  standard_error,
  json,  ///< on standard error
};

/// How lines on standard error begin: with their priority if the service manager has connected it
/// to the journal (JOURNAL_STREAM, systemd.exec(5)), which then reads it.
base::StderrLog::Style stderr_style();

/// The log of the daemon.
class LogOutput {
 public:
  /// A log, or why there is none: the journal was asked for by name and nobody is there. Where it
  /// was not, lines with priorities on standard error take its place, which reach it, too, if it
  /// comes.
  static std::variant<LogOutput, std::string> open(LogTarget target, base::LogLevel least,
                                                   const Journal::Settings& settings = {});

  base::Log& log() { return *log_; }

  /// As Journal's; the loop must be there until detach().
  void attach(uv_loop_t& loop);
  void detach();

  /// Records that nobody took, so far.
  std::uint64_t dropped() const;

 private:
  LogOutput(std::unique_ptr<Journal> journal, std::unique_ptr<base::StderrLog> lines)
      : journal_(std::move(journal)), lines_(std::move(lines)) {
    log_ = journal_ ? static_cast<base::Log*>(journal_.get()) : lines_.get();
  }

  std::unique_ptr<Journal> journal_;        // one of the two
  std::unique_ptr<base::StderrLog> lines_;  // is there
  base::Log* log_ = nullptr;                // that one
};

}  // namespace ranged::daemon
