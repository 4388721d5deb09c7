#pragma once

#include <optional>
#include <string>
#include <string_view>

// Paths as texts: relative to the root of the content, which is "", unless something else is said.

namespace ranged::content {

/// The path of `name` in `folder`.
inline std::string join(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!path.empty()) path += '/';
  path += name;
  return path;
}

/// `absolute` as seen from `root`, both absolute and without symbolic links; nullopt if it lies
/// outside.
inline std::optional<std::string> relative_to(std::string_view root, std::string_view absolute) {
  if (absolute == root) return std::string();
  const std::string_view above = root == "/" ? std::string_view() : root;
  if (!absolute.starts_with(above) || absolute[above.size()] != '/') return std::nullopt;
  return std::string(absolute.substr(above.size() + 1));
}

}  // namespace ranged::content
