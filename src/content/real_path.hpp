#pragma once

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

namespace ranged::content {

/// `path` made absolute, all symbolic links followed (realpath(3)); nullopt, and errno says why, if
/// it leads nowhere.
inline std::optional<std::string> real_path(const std::string& path) {
  struct Free {
    void operator()(char* text) const noexcept { std::free(text); }
  };
  const std::unique_ptr<char, Free> real(::realpath(path.c_str(), nullptr));
  if (!real) return std::nullopt;
  return std::string(real.get());
}

}  // namespace ranged::content
