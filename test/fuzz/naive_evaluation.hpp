#pragma once

#include <string_view>

#include "ranged/content/representation.hpp"
#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"
#include "ranged/plan/policy.hpp"

// RFC 9110, sections 13.2.2 and 14.2, once more: step by step as they stand there, with nothing of
// http/precondition, http/entity_tag or plan, so that a fault would have to be made twice.

namespace ranged::fuzz {

/// The status of a GET or HEAD of `selected`, whose validators are spelled as given.
http::Status evaluate_naively(const http::Request& request, const content::Representation& selected,
                              const http::Validators& current, const plan::Policy& policy,
                              http::Seconds now);

}  // namespace ranged::fuzz
