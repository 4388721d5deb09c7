#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The query of a target as forms spell it (application/x-www-form-urlencoded): `sort=size&all`.

namespace ranged::http {

class QueryParameters {
 public:
  /// `query` with its '?' or without. '+' is a space; a percent sequence that is none stays as it
  /// stands. Nothing is an error.
  explicit QueryParameters(std::string_view query);

  /// Whether a parameter has this name, with a value or without.
  bool has(std::string_view name) const { return find(name).has_value(); }

  /// The value of the first parameter of this name; empty if it has none.
  std::optional<std::string_view> find(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// Appends `text` so that it can be a name or a value: nothing in it needs to be escaped in HTML.
void append_parameter(std::string& query, std::string_view text);

}  // namespace ranged::http
