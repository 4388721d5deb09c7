#pragma once

#include <chrono>
#include <string>

namespace ranged::base {

/// "2026-11-25T19:40:00.123456Z" (RFC 3339), rounded down.
std::string format_timestamp(std::chrono::system_clock::time_point time);

}  // namespace ranged::base
