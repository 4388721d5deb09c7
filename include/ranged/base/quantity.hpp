#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Numbers with units, as people write them in flags and read them in messages. Strict: no sign, no
// blanks, no octal or hexadecimal ("010" is ten), no overflow; nullopt is a refusal.

namespace ranged::base {

/// "4096", "64K", "5M", "5MB", "5MiB", "1G", "2T" in any case: every suffix is a power of 1024, and
/// a "B" alone is one octet.
std::optional<std::uint64_t> parse_byte_size(std::string_view text);

/// "250ms", "15s", "2m", "1h": a whole number and its unit, which must be there.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// A whole decimal number.
std::optional<std::uint64_t> parse_number(std::string_view text);

/// The shortest spelling that parse_byte_size() reads back: "5MiB", "1000B".
std::string format_byte_size(std::uint64_t octets);

/// For people, rounded down: "999 B", "1.5 GiB".
std::string readable_byte_size(std::uint64_t octets);

/// The shortest spelling that parse_duration() reads back: "15s", "1500ms". Requires a duration
/// that is not negative.
std::string format_duration(std::chrono::milliseconds duration);

}  // namespace ranged::base
