#include "ranged/http/grammar.hpp"

#include <algorithm>

namespace ranged::http {

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_field_value(std::string_view text) {
  return !text.empty() && trim_whitespace(text).size() == text.size() &&
         std::none_of(text.begin(), text.end(), [](char c) {
           const auto octet = static_cast<unsigned char>(c);
           return (octet < ' ' && c != '\t') || octet == 0x7f;
         });
}

std::string_view trim_whitespace(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> list_elements(std::string_view field_value) {
  std::vector<std::string_view> elements;
  for (;;) {
    const auto comma = field_value.find(',');
    const auto element = trim_whitespace(field_value.substr(0, comma));
    if (!element.empty()) elements.push_back(element);
    if (comma == std::string_view::npos) return elements;
    field_value.remove_prefix(comma + 1);
  }
}

}  // namespace ranged::http
