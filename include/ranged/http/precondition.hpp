#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ranged/http/http_date.hpp"
#include "ranged/http/message.hpp"

// Conditional requests: the five fields, and the order in which they count (RFC 9110, section 13).
// Judges a representation that exists; knows nothing of the answer's other fields.

namespace ranged::http {

/// What identifies one state of a representation (section 8.8).
struct Validators {
  std::string entity_tag;                ///< with its quotes; empty if there is none
  std::optional<Seconds> last_modified;  ///< never later than `now`
};

enum class Precondition : std::uint8_t {
  holds,         ///< or none was stated
  not_modified,  ///< 304
  failed,        ///< 412
};

/// If-Match or else If-Unmodified-Since, then If-None-Match or else If-Modified-Since, in the order
/// of section 13.2.2. Invalid dates are ignored. For GET and HEAD; If-Range is judged apart.
Precondition evaluate_preconditions(const Request& request, const Validators& current, Seconds now);

/// Whether Range may be honoured (section 13.1.5): true without If-Range; else its entity tag must
/// match strongly, or its date must be exactly Last-Modified and past: within the running second
/// the file may change again.
bool if_range_holds(const Request& request, const Validators& current, Seconds now);

}  // namespace ranged::http
