#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "ranged/base/log.hpp"

// A log record as JSON (RFC 8259).

namespace ranged::base {

/// `{"time":"2026-11-25T19:40:00.123456Z","level":"info","event":"answered","message":"...",...}`:
/// one object on one line, without its end, in UTF-8 whatever octets the record holds. The fields
/// follow by their names in lower case; texts are escaped as in every log before JSON escapes them.
///
/// `most` octets at most: what is longer has its texts cut, and if that is not enough has no fields
/// and an empty message. Requires most >= 256.
std::string format_json(const LogRecord& record, std::chrono::system_clock::time_point time,
                        std::size_t most);

}  // namespace ranged::base
