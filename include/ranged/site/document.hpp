#pragma once

#include <optional>
#include <string>

#include "ranged/content/content_index.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/response_plan.hpp"
#include "ranged/plan/router.hpp"

// What the server makes itself: pages, lists for programs and players, and what pages are made of.
// Pure: the same index makes the same octets. May take as long as a folder is large, so it is for
// the threadpool.

namespace ranged::site {

/// What `wish` gets; nullopt if there is no such thing. `policy` is one that follow_denied()
/// returned, and nothing it denies is in the document.
std::optional<plan::Document> make_document(const plan::Wish& wish,
                                            const content::ContentIndex& index,
                                            const plan::Policy& policy);

/// The same for all wishes that get the same document of one index.
std::string key_of(const plan::Wish& wish);

}  // namespace ranged::site
