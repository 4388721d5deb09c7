#pragma once

#include <optional>

#include "ranged/content/content_index.hpp"
#include "ranged/http/message.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/router.hpp"

// Text that was compressed beforehand (RFC 9110, section 12.5.3).

namespace ranged::plan {

/// Whether other requests for `file` may be answered with a sibling: the answer varies.
bool has_codings(const content::Entry& file, const Policy& policy);

/// The sibling that the client would rather have than `file`, which has codings; nullopt if it is
/// the file itself.
std::optional<Encoded> encoded_for(const http::Request& request, const content::Entry& file,
                                   const content::ContentIndex& index, const Policy& policy);

}  // namespace ranged::plan
