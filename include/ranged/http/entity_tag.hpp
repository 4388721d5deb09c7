#pragma once

#include <string_view>

// Entity tags: the lists in If-Match and If-None-Match, and the two ways to compare (RFC 9110,
// sections 8.8.3 and 13.1). What our own tags are made of is content's business.

namespace ranged::http {

/// `entity_tag` below is our own, in full: `"opaque"`, or `W/"opaque"`; empty if there is none.
///
/// Both functions take a field value that is "*" or a list of tags and say whether it names our
/// tag; "*" alone names everything, even a representation that has no tag. Where a list is
/// malformed, the tags before the fault count.

/// Neither tag is weak and the opaque parts are equal: If-Match, and If-Range with a single tag.
bool any_strong_match(std::string_view field_value, std::string_view entity_tag);

/// The opaque parts are equal: If-None-Match.
bool any_weak_match(std::string_view field_value, std::string_view entity_tag);

}  // namespace ranged::http
