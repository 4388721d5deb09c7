#pragma once

#include <string>

#include "site/folder.hpp"
#include "site/listing_query.hpp"

namespace ranged::site {

/// The page of a folder, as a person reads it: complete HTML, which needs no script to be read,
/// sorted, filtered and turned over. `query` is what `folder` was listed for.
std::string listing_page(const Folder& folder, const ListingQuery& query);

}  // namespace ranged::site
