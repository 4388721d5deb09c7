#include "ranged/plan/standing_fields.hpp"

#include <algorithm>

#include "plan/cross_origin.hpp"
#include "ranged/http/grammar.hpp"

namespace ranged::plan {

namespace {

constexpr std::string_view kOwnFields[] = {
    "Accept-Ranges",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Allow",
    "Cache-Control",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "Date",
    "ETag",
    "Keep-Alive",
    "Last-Modified",
    "Location",
    "Proxy-Connection",
    "Retry-After",
    "Server",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Vary",
    "X-Content-Type-Options",
};

}  // namespace

bool is_own_field(std::string_view name) {
  return std::any_of(std::begin(kOwnFields), std::end(kOwnFields),
                     [&](auto own) { return http::equals_ignoring_case(own, name); });
}

void add_standing_fields(ResponsePlan& plan, const http::Request& request, const Policy& policy) {
  plan.fields.add(policy.fields);
  if (!policy.readers.empty()) add_cross_origin(plan, request, policy);
}

}  // namespace ranged::plan
