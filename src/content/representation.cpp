#include "ranged/content/representation.hpp"

#include <algorithm>
#include <charconv>

namespace ranged::content {
namespace {

template <typename Integer>
void append_hexadecimal(std::string& text, Integer number) {
  char digits[20];
  const auto result = std::to_chars(std::begin(digits), std::end(digits), number, 16);
  text.append(digits, result.ptr);
}

}  // namespace

std::string entity_tag_of(const Representation& representation) {
  std::string tag = "\"";
  append_hexadecimal(tag, representation.modified.count());  // with a sign before the epoch
  tag += '-';
  append_hexadecimal(tag, representation.length);
  if (!representation.content_coding.empty()) {
    tag.append("-").append(representation.content_coding);
  }
  tag += '"';
  return tag;
}

http::Validators validators_of(const Representation& representation, http::Seconds now) {
  const auto modified = std::chrono::floor<std::chrono::seconds>(representation.modified);
  return {entity_tag_of(representation), std::min(http::Seconds(modified), now)};
}

}  // namespace ranged::content
