#include "ranged/http/origin.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::http {

namespace {

bool is_scheme(std::string_view text) {
  return !text.empty() && is_alpha(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool has_upper_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return to_lower(c) != c; });
}

}  // namespace

bool is_origin(std::string_view text) {
  const auto mark = text.find("://");
  if (mark == std::string_view::npos || has_upper_case(text)) return false;
  const auto scheme = text.substr(0, mark);
  const auto authority = text.substr(mark + 3);
  if (!is_scheme(scheme) || authority.empty() || authority.ends_with(':')) return false;
  if (scheme == "http" && authority.ends_with(":80")) return false;
  if (scheme == "https" && authority.ends_with(":443")) return false;
  return is_valid_authority(authority);
}

}  // namespace ranged::http
