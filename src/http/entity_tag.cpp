#include "ranged/http/entity_tag.hpp"

#include <algorithm>
#include <optional>

#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

struct EntityTag {
  bool weak = false;
  std::string_view opaque;  ///< with its quotes
};

/// Section 8.8.3: a backslash is an ordinary octet, SP and HTAB are none.
constexpr bool is_etag_char(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet == 0x21 || (octet >= 0x23 && octet <= 0x7e) || octet >= 0x80;
}

/// Removes the tag at the front of `text`; nullopt if there is none.
std::optional<EntityTag> take_tag(std::string_view& text) {
  EntityTag tag;
  auto rest = text;
  if (rest.starts_with("W/")) {
    tag.weak = true;
    rest.remove_prefix(2);
  }
  if (!rest.starts_with('"')) return std::nullopt;
  const auto end = std::find_if_not(rest.begin() + 1, rest.end(), is_etag_char);
  if (end == rest.end() || *end != '"') return std::nullopt;
  const auto size = static_cast<std::size_t>(end - rest.begin()) + 1;
  tag.opaque = rest.substr(0, size);
  text = rest.substr(size);
  return tag;
}

/// Whether `matches` holds for a tag of the list, up to its end or its first fault.
template <typename Matches>
bool any_tag(std::string_view list, Matches matches) {
  for (;;) {
    list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
    const auto tag = take_tag(list);
    if (!tag) return false;
    if (matches(*tag)) return true;
    list = trim_whitespace(list);
    if (!list.starts_with(',')) return false;
  }
}

/// Ours. Without quotes, and so equal to none, if there is no tag.
EntityTag own_tag(std::string_view text) {
  const bool weak = text.starts_with("W/");
  return {weak, text.substr(weak ? 2 : 0)};
}

bool is_any(std::string_view field_value) { return trim_whitespace(field_value) == "*"; }

}  // namespace

bool any_strong_match(std::string_view field_value, std::string_view entity_tag) {
  const auto own = own_tag(entity_tag);
  return is_any(field_value) || any_tag(field_value, [&](const EntityTag& tag) {
           return !own.weak && !tag.weak && tag.opaque == own.opaque;
         });
}

bool any_weak_match(std::string_view field_value, std::string_view entity_tag) {
  const auto own = own_tag(entity_tag);
  return is_any(field_value) ||
         any_tag(field_value, [&](const EntityTag& tag) { return tag.opaque == own.opaque; });
}

}  // namespace ranged::http
