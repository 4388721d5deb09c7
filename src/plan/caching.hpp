#pragma once

#include "ranged/content/content_index.hpp"
#include "ranged/http/message.hpp"
#include "ranged/plan/policy.hpp"

namespace ranged::plan {

/// What `policy` says to caches about `file`: a field, or none.
http::FieldList caching_of(const content::Entry& file, const Policy& policy);

}  // namespace ranged::plan
