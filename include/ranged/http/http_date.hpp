#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// HTTP-date: three formats in, one out (RFC 9110, section 5.6.7). Time is always a parameter.

namespace ranged::http {

using Seconds = std::chrono::sys_seconds;

/// IMF-fixdate, RFC 850 or asctime; nullopt for everything else. Exact: two digits where the
/// grammar has two, the day of the month must exist, and the name of the weekday must be one
/// (whether it is the right one is not checked). A leap second, :60, is the second after it. `now`
/// resolves the two-digit year of RFC 850: never more than 50 years ahead.
std::optional<Seconds> parse_http_date(std::string_view text, Seconds now);

/// "Sun, 06 Nov 1994 08:49:37 GMT". A time outside the years 0 to 9999, which a file may well have,
/// becomes the nearest one that can be spelled.
std::string format_http_date(Seconds time);

}  // namespace ranged::http
