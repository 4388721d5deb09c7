#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace ranged::daemon {

using Values = std::map<std::string, std::string, std::less<>>;

/// A name between two '@' that stands in a template and has no value.
struct UnknownName {
  std::string name;
};

/// `text` with the value of each name, in upper case, in the place of @NAME@. A name that is alone
/// in its line takes the end of the line with it: its value is lines, each indented as the name is.
std::variant<std::string, UnknownName> fill_in(std::string_view text, const Values& values);

}  // namespace ranged::daemon
