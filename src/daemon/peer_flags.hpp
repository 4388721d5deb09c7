#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/option_values.hpp"
#include "daemon/options.hpp"

// The flags about who comes: how many of one address, how fast they get it, and which proxies are
// trusted. Only for daemon/options.

namespace ranged::daemon {

/// As given, one for each flag.
struct PeerWords {
  std::vector<std::string> trusted_proxies = words_of("RANGED_TRUSTED_PROXY", ',');
};

/// Fills `options` and `words`, which must outlive `app`.
void add_peer_flags(CLI::App& app, Options& options, PeerWords& words);

/// Completes `options` from `words`; a message if one of them makes no sense.
std::optional<std::string> complete_peers(Options& options, const PeerWords& words);

}  // namespace ranged::daemon
