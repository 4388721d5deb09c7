#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/log_output.hpp"
#include "daemon/rescan_intervals.hpp"
#include "daemon/server_log.hpp"
#include "ranged/base/log.hpp"
#include "ranged/http/media_types.hpp"
#include "ranged/net/limits.hpp"
#include "ranged/net/server.hpp"
#include "ranged/plan/policy.hpp"

// The command line and the environment -> what the daemon is to do. With daemon/option_values the
// only user of CLI11.

namespace ranged::daemon {

struct Options {
  std::string root = "content";
  std::vector<net::Endpoint> listen;  ///< empty if nothing was said; hosts may be names
  net::PortSharing port_sharing = net::PortSharing::exclusive;
  plan::Policy policy;
  std::shared_ptr<const http::MediaTypes> media_types = std::make_shared<const http::MediaTypes>();
  RescanIntervals rescan;
  net::Limits limits;                    ///< max_connections: 0 means as many as descriptors allow
  std::optional<net::Endpoint> metrics;  ///< of the Monitor
  std::chrono::milliseconds drain_delay{0};  ///< from the signal to the draining
  http::TrustedProxies trusted_proxies;
  AccessLog access_log = AccessLog::all;
  LogTarget log = LogTarget::automatic;
  base::LogLevel log_level = base::LogLevel::info;
};

/// Nothing to serve: help, the version, or a mistake was asked for or made.
struct Exit {
  int status = 0;
  std::string text;  ///< for standard output if status is 0, else one line for standard error
};

/// sysexits(3), as the service unit and scripts know them.
inline constexpr int kExitUsage = 64;
inline constexpr int kExitNoContent = 66;
inline constexpr int kExitCannotListen = 69;
inline constexpr int kExitNoJournal = 69;
inline constexpr int kExitInternal = 70;

/// Flags, then RANGED_... variables, then defaults.
std::variant<Options, Exit> parse_options(int argc, const char* const* argv);

/// One flag as --help shows it.
struct Flag {
  std::string name;          ///< "--part-size"
  std::string short_name;    ///< "-p"; may be empty
  std::string type;          ///< "SIZE", "all|errors|off"; empty: it takes no value
  std::string default_text;  ///< may be empty
  std::string help;          ///< a sentence without capital and full stop
  std::string variable;      ///< "RANGED_PART_SIZE"; empty: it is a flag only
  std::string group;         ///< the heading it stands below
  bool is_repeatable = false;
};

/// Every flag there is, in the order of --help, a group after the other: what the man page and the
/// completions are made of (flag_documents.hpp).
std::vector<Flag> all_flags();

}  // namespace ranged::daemon
