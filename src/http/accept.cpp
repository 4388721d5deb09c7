#include "ranged/http/accept.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ranged/http/grammar.hpp"

namespace ranged::http {
namespace {

/// What an Accept field thinks of one media type.
struct Opinion {
  int exactness = 0;  ///< 0: not named; 1: "*/*"; 2: "text/*"; 3: "text/html"
  int weight = 0;     ///< in thousandths
};

/// "0.5" in thousandths: at most one, with at most three digits behind the point (section 12.4.2).
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int weight = text[0] == '1' ? 1000 : 0;
  if (text.size() == 1) return weight;
  if (text[1] != '.' || text.size() > 5) return std::nullopt;
  int unit = 100;
  for (const char c : text.substr(2)) {
    if (!is_digit(c)) return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

int exactness_of(std::string_view range, std::string_view type) {
  if (range == "*/*") return 1;
  if (equals_ignoring_case(range, type)) return 3;
  const bool is_whole_type = range.ends_with("/*");
  const auto family = range.substr(0, range.size() - 1);
  return is_whole_type && equals_ignoring_case(family, type.substr(0, family.size())) ? 2 : 0;
}

/// "x-gzip" is gzip (section 8.4.1.3).
bool is_name_of(std::string_view name, std::string_view coding) {
  if (equals_ignoring_case(name.substr(0, 2), "x-")) name.remove_prefix(2);
  return equals_ignoring_case(name, coding);
}

/// nullopt if the parameters are malformed.
std::optional<int> weight_in(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto end = std::min(parameters.find(';'), parameters.size());
    const auto parameter = trim_whitespace(parameters.substr(0, end));
    const auto name = parameter.substr(0, parameter.find('='));
    if (equals_ignoring_case(trim_whitespace(name), "q")) {
      return name.size() == 1 && parameter.size() > 1 ? parse_weight(parameter.substr(2))
                                                      : std::nullopt;
    }
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
  return 1000;
}

/// The most exact element decides (section 12.5.1).
Opinion opinion_of(std::string_view accept, std::string_view type) {
  Opinion opinion;
  for (const auto element : list_elements(accept)) {
    const auto mark = std::min(element.find(';'), element.size());
    const int exactness = exactness_of(trim_whitespace(element.substr(0, mark)), type);
    const auto weight = weight_in(element.substr(mark));
    if (weight && exactness > opinion.exactness) opinion = {exactness, *weight};
  }
  return opinion;
}

}  // namespace

bool is_preferred(std::string_view accept, std::string_view type, std::string_view usual) {
  const Opinion of_type = opinion_of(accept, type);
  const Opinion of_usual = opinion_of(accept, usual);
  return std::tie(of_type.weight, of_type.exactness) >
             std::tie(of_usual.weight, of_usual.exactness) &&
         of_type.weight > 0;
}

std::optional<int> weight_of_coding(std::string_view accept_encoding, std::string_view coding) {
  std::optional<int> of_others;
  for (const auto element : list_elements(accept_encoding)) {
    const auto mark = std::min(element.find(';'), element.size());
    const auto name = trim_whitespace(element.substr(0, mark));
    const auto weight = weight_in(element.substr(mark));
    if (!weight) continue;
    if (is_name_of(name, coding)) return weight;
    if (name == "*" && !of_others) of_others = weight;
  }
  return of_others;
}

}  // namespace ranged::http
