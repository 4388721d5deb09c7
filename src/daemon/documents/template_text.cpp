#include "daemon/documents/template_text.hpp"

#include <cstddef>
#include <optional>

namespace ranged::daemon {

namespace {

struct Name {
  std::size_t begin = 0;  ///< of the first '@'
  std::size_t end = 0;    ///< behind the second '@'
  std::string_view name;
};

std::optional<Name> next_name(std::string_view line, std::size_t from) {
  for (std::size_t i = line.find('@', from); i != std::string_view::npos;
       i = line.find('@', i + 1)) {
    const std::size_t end = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", i + 1);
    if (end == std::string_view::npos || line[end] != '@' || end == i + 1) continue;
    return Name{i, end + 1, line.substr(i + 1, end - i - 1)};
  }
  return std::nullopt;
}

/// Each line of `lines` behind `indent`.
std::string indented(std::string_view lines, std::string_view indent) {
  std::string result;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    result += std::string(indent) + std::string(lines.substr(0, end)) + '\n';
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return result;
}

}  // namespace

std::variant<std::string, UnknownName> fill_in(std::string_view text, const Values& values) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    std::string filled;
    std::size_t at = 0;
    bool is_lines = false;
    while (const auto name = next_name(line, at)) {
      const auto value = values.find(name->name);
      if (value == values.end()) return UnknownName{std::string(name->name)};
      const std::string_view before = line.substr(at, name->begin - at);
      is_lines = at == 0 && name->end == line.size() &&
                 before.find_first_not_of(' ') == std::string_view::npos;
      if (is_lines) {
        filled = indented(value->second, before);
      } else {
        filled += std::string(before) + value->second;
      }
      at = name->end;
    }
    result += filled + std::string(line.substr(at)) + (is_lines ? "" : "\n");
  }
  return result;
}

}  // namespace ranged::daemon
