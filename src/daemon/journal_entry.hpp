#pragma once

#include <cstddef>
#include <string>

#include "ranged/base/log.hpp"

// A log record in the journal's native protocol: "NAME=value" and LF for each field, one datagram.

namespace ranged::daemon {

/// Octets of the longest text. It keeps a datagram with all of a request's fields far below what a
/// socket takes at once.
inline constexpr std::size_t kLongestJournalText = 4096;

/// Replaces `datagram` by PRIORITY, SYSLOG_IDENTIFIER, MESSAGE_ID if the record has a kind, MESSAGE
/// and the record's fields. Every text is escaped as in every log: it has no LF, so that no field
/// can begin inside another, and is UTF-8, so that journalctl shows it as text. Of one that is too
/// long the rest is left out.
void encode_journal_entry(const base::LogRecord& record, std::string& datagram);

}  // namespace ranged::daemon
