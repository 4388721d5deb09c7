#include "plan/caching.hpp"

#include <algorithm>
#include <string_view>

#include "ranged/base/glob.hpp"
#include "ranged/http/media_type.hpp"

namespace ranged::plan {

namespace {

bool is_about(std::string_view glob, const content::Entry& file) {
  if (!glob.starts_with('/')) return base::matches_glob(http::essence_of(file.media_type), glob);
  return base::matches_glob(file.path, glob.substr(1));
}

}  // namespace

http::FieldList caching_of(const content::Entry& file, const Policy& policy) {
  const auto rule = std::find_if(policy.caching.begin(), policy.caching.end(),
                                 [&](const auto& each) { return is_about(each.glob, file); });
  return rule == policy.caching.end() ? http::FieldList() : rule->field;
}

}  // namespace ranged::plan
