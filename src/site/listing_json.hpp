#pragma once

#include <string>

#include "site/folder.hpp"
#include "site/listing_query.hpp"

namespace ranged::site {

/// One page of a folder for programs: docs/library.schema.json is its contract. `query` is what
/// `folder` was listed for.
std::string listing_json(const Folder& folder, const ListingQuery& query);

}  // namespace ranged::site
