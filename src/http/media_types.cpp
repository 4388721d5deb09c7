#include "ranged/http/media_types.hpp"

#include <algorithm>
#include <cstddef>

#include "ranged/http/grammar.hpp"
#include "ranged/http/media_type.hpp"

namespace ranged::http {

namespace {

/// Removes a token from the front of `text`; false if there is none.
bool take_token(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_char);
  const auto size = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(size);
  return size > 0;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// The same of a quoted-string (section 5.6.4), of visible ASCII and blanks.
bool take_quoted(std::string_view& text) {
  if (!take(text, '"')) return false;
  while (!text.empty()) {
    if (take(text, '"')) return true;
    const bool is_escaped = take(text, '\\');
    if (text.empty() || text[0] < ' ' || text[0] > '~') return false;
    if (is_escaped || text[0] != '"') text.remove_prefix(1);
  }
  return false;
}

}  // namespace

bool is_media_type(std::string_view text) {
  if (!take_token(text) || !take(text, '/') || !take_token(text)) return false;
  while (!text.empty()) {
    text = trim_whitespace(text);
    if (!take(text, ';')) return false;
    text = trim_whitespace(text);
    if (!take_token(text) || !take(text, '=')) return false;
    if (!take_quoted(text) && !take_token(text)) return false;
  }
  return true;
}

bool MediaTypes::set(std::string_view extension, std::string_view type) {
  const bool is_extension =
      !extension.empty() && extension.find_first_of("./") == std::string_view::npos;
  if (!is_extension || !is_media_type(type)) return false;
  own_.push_back({std::string(extension), std::string(type)});
  std::string& own = own_.back().type;
  const auto essence = static_cast<std::ptrdiff_t>(essence_of(type).size());
  std::transform(own.begin(), own.begin() + essence, own.begin(), to_lower);
  return true;
}

std::string_view MediaTypes::of(std::string_view file_name) const {
  const auto extension = extension_of(file_name);
  const auto found = std::find_if(own_.rbegin(), own_.rend(), [&](const Own& own) {
    return equals_ignoring_case(own.extension, extension);
  });
  return found == own_.rend() ? media_type_of(file_name) : std::string_view(found->type);
}

}  // namespace ranged::http
