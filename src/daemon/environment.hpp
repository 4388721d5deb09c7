#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace ranged::daemon {

/// The variable's value, which nobody finds there any more: it was meant for this process.
inline std::optional<std::string> take_variable(const char* name) {
  const char* const value = std::getenv(name);
  if (!value) return std::nullopt;
  std::string text(value);
  ::unsetenv(name);
  return text;
}

}  // namespace ranged::daemon
