#pragma once

#include <string_view>

#include "ranged/http/message.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/response_plan.hpp"

// What a policy says of every answer, whatever it is about.

namespace ranged::plan {

/// Whether a field of this name, in any case, is the server's to decide: what it says itself, and
/// what frames a message.
bool is_own_field(std::string_view name);

/// Adds the operator's fields, and who of another origin may read the answer. With a policy that
/// has neither, adds nothing.
void add_standing_fields(ResponsePlan& plan, const http::Request& request, const Policy& policy);

}  // namespace ranged::plan
