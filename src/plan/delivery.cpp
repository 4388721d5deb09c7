#include "plan/delivery.hpp"

#include <algorithm>

#include "ranged/base/glob.hpp"
#include "ranged/http/media_type.hpp"

namespace ranged::plan {

namespace {

bool is_about(const Policy& policy, std::string_view media_type) {
  const auto essence = http::essence_of(media_type);
  return std::any_of(policy.cap_types.begin(), policy.cap_types.end(),
                     [&](const auto& glob) { return base::matches_glob(essence, glob); });
}

bool is_exempt(const Policy& policy, std::string_view user_agent) {
  return std::any_of(policy.whole_for_agents.begin(), policy.whole_for_agents.end(),
                     [&](const auto& prefix) { return user_agent.starts_with(prefix); });
}

}  // namespace

Delivery deliver(const Policy& policy, const content::Representation& selected,
                 const http::FieldSection& fields) {
  Delivery delivery;
  // Of a part of what is compressed nobody can do anything without the rest.
  if (!selected.content_coding.empty()) return delivery;
  if (selected.length <= policy.part_size || !is_about(policy, selected.media_type)) {
    return delivery;
  }
  if (policy.no_range == NoRange::part) delivery.without_range = policy.part_size;
  if (policy.cap != Cap::off) delivery.open = policy.part_size;
  if (policy.cap == Cap::all) delivery.bounded = policy.part_size;
  if (delivery == Delivery{} || policy.whole_for_agents.empty()) return delivery;
  if (is_exempt(policy, fields.find("User-Agent").value_or(""))) delivery = {};
  delivery.varies_by_agent = true;
  return delivery;
}

}  // namespace ranged::plan
