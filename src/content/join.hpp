#pragma once

#include <string>
#include <string_view>

namespace ranged::content {

/// The path of `name` in `folder`; the root is "".
inline std::string join(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!path.empty()) path += '/';
  path += name;
  return path;
}

}  // namespace ranged::content
