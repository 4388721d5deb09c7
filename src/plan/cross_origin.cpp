#include "plan/cross_origin.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace ranged::plan {

namespace {

/// What a page must ask for before it may send it.
constexpr std::string_view kAllowedFields =
    "Range, If-Range, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since";

/// What of an answer a page is shown only if it is named, and needs to read a file in parts.
constexpr std::string_view kExposedFields = "Content-Range, Content-Length, Accept-Ranges, ETag";

/// A day; browsers believe it for two hours, or for all of it.
constexpr std::string_view kMaxAge = "86400";

/// The value of Access-Control-Allow-Origin.
std::optional<std::string_view> reader_of(const http::Request& request, const Policy& policy,
                                          bool is_for_all) {
  if (is_for_all) return "*";
  const auto origin = request.fields.find("Origin");
  const auto& readers = policy.readers;
  if (!origin || std::find(readers.begin(), readers.end(), *origin) == readers.end()) {
    return std::nullopt;
  }
  return origin;
}

bool is_preflight(const http::Request& request, const ResponsePlan& plan) {
  return plan.status == http::Status::no_content && request.fields.find("Origin") &&
         request.fields.find("Access-Control-Request-Method");
}

}  // namespace

void add_cross_origin(ResponsePlan& plan, const http::Request& request, const Policy& policy) {
  const bool is_for_all =
      std::find(policy.readers.begin(), policy.readers.end(), "*") != policy.readers.end();
  if (!is_for_all) plan.fields.add_element("Vary", "Origin");
  const auto reader = reader_of(request, policy, is_for_all);
  if (!reader) return;
  plan.fields.add("Access-Control-Allow-Origin", *reader);
  if (!is_preflight(request, plan)) {
    return plan.fields.add("Access-Control-Expose-Headers", kExposedFields);
  }
  plan.fields.add("Access-Control-Allow-Methods", "GET, HEAD");
  plan.fields.add("Access-Control-Allow-Headers", kAllowedFields);
  plan.fields.add("Access-Control-Max-Age", kMaxAge);
}

}  // namespace ranged::plan
