#pragma once

#include <string_view>
#include <variant>

#include "ranged/content/content_index.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/http/message.hpp"
#include "ranged/http/request_target.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/response_plan.hpp"

// Request + index -> an answer at once, or the file to open. What the opened file then gets is
// response_plan's.

namespace ranged::plan {

/// The methods a file allows, as Allow spells them.
inline constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";

/// The request names this file: open it, then plan_representation().
struct Selected {
  content::Entry entry;
};

/// `policy` for routing in `index`: what the folders it denies lead to, if they are or lie behind
/// links, is denied as well, by whatever name it is asked for.
Policy follow_denied(Policy policy, const content::ContentIndex& index);

/// What does not depend on the path, in this order of precedence: 400, 421, 501, 405, 417, OPTIONS.
/// Otherwise it is a GET or HEAD of this target.
std::variant<ResponsePlan, http::RequestTarget> judge(const http::Request& request);

using Route = std::variant<ResponsePlan, Selected>;

/// `policy` is one that follow_denied() returned. What judge() says; then 403, 404 or 301. A folder
/// is its index.html; without its final slash it is redirected to.
Route route(const http::Request& request, const content::ContentIndex& index, const Policy& policy);

/// The answer when the selected file could not be opened.
ResponsePlan plan_lookup_failure(content::LookupFailure failure, http::Method method);

}  // namespace ranged::plan
