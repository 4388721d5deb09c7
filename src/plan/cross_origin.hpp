#pragma once

#include "ranged/http/message.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/response_plan.hpp"

namespace ranged::plan {

/// Says whether a page of the request's origin may read the answer and, if the request asks for
/// that only, what the page may send (Fetch, section 3.3, "CORS protocol"). Requires readers.
void add_cross_origin(ResponsePlan& plan, const http::Request& request, const Policy& policy);

}  // namespace ranged::plan
