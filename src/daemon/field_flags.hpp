#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/option_values.hpp"
#include "daemon/options.hpp"

// The flags about fields of answers. Only for daemon/options.

namespace ranged::daemon {

/// As given, one for each flag.
struct FieldWords {
  std::vector<std::string> mime = words_of("RANGED_MIME", ',');
  std::vector<std::string> cache_control = words_of("RANGED_CACHE_CONTROL", '\n');
  std::vector<std::string> header = words_of("RANGED_HEADER", '\n');
  std::vector<std::string> cors = words_of("RANGED_CORS", ',');
};

/// Fills `policy` and `words`, which must outlive `app`.
void add_field_flags(CLI::App& app, plan::Policy& policy, FieldWords& words);

/// Completes `options` from `words`; a message if one of them makes no sense.
std::optional<std::string> complete_fields(Options& options, const FieldWords& words);

}  // namespace ranged::daemon
