#include "ranged/http/query.hpp"

#include <algorithm>

#include "ranged/http/percent_encoding.hpp"

namespace ranged::http {
namespace {

std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto octet = decode_front(text.substr(i))) {
      decoded += *octet;
      i += kPercentSequence - 1;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

constexpr bool is_plain(char c) {
  return is_digit(c) || is_alpha(c) || c == '-' || c == '.' || c == '_' || c == '*';
}

}  // namespace

QueryParameters::QueryParameters(std::string_view query) {
  if (query.starts_with('?')) query.remove_prefix(1);
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto parameter = query.substr(0, end);
    const auto mark = std::min(parameter.find('='), parameter.size());
    if (!parameter.empty()) {
      parameters_.emplace_back(decode(parameter.substr(0, mark)),
                               decode(parameter.substr(std::min(mark + 1, parameter.size()))));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

std::optional<std::string_view> QueryParameters::find(std::string_view name) const {
  for (const auto& [known, value] : parameters_) {
    if (known == name) return value;
  }
  return std::nullopt;
}

void append_parameter(std::string& query, std::string_view text) {
  for (const char c : text) {
    if (is_plain(c)) {
      query += c;
    } else if (c == ' ') {
      query += '+';
    } else {
      append_encoded(query, c);
    }
  }
}

}  // namespace ranged::http
