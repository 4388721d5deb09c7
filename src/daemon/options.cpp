#include "daemon/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "daemon/field_flags.hpp"
#include "daemon/help_formatter.hpp"
#include "daemon/listen_address.hpp"
#include "daemon/option_values.hpp"
#include "daemon/peer_flags.hpp"
#include "daemon/version.hpp"
#include "ranged/base/quantity.hpp"
#include "ranged/plan/profile.hpp"

namespace ranged::daemon {

namespace {

using std::chrono::milliseconds;

/// Enough that a file whose reads hang leaves twelve to the others.
constexpr std::size_t kIoThreads = 16;

constexpr const char* kFooter =
    "A SIZE is a number of octets with K, M, G or T behind it (5MB and 5MiB are both 5 x 2^20). A "
    "DURATION is a number with ms, s, m or h behind it.\n\n"
    "Each flag can also be given as an environment variable: --part-size as RANGED_PART_SIZE, and "
    "so on; several addresses in RANGED_LISTEN are separated by ',', several folders in "
    "RANGED_DENY by ':', values in RANGED_CACHE_CONTROL and RANGED_HEADER by line ends, several of "
    "other variables by ','. Flags win over the environment.\n\n"
    "Exit status: 0 fine, 64 usage, 66 content folder unusable, 69 cannot listen or log, 70 "
    "internal error.";

/// A folder as a person names it: not encoded, so a '%' is a '%'.
std::optional<http::NormalizedPath> parse_folder(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    if (c == '%')
      encoded += "%25";
    else
      encoded += c;
  }
  return http::NormalizedPath::normalize(encoded);
}

std::optional<RescanIntervals> parse_intervals(const std::string& text) {
  if (text == "auto") return RescanIntervals();
  if (text == "off") return RescanIntervals{milliseconds(0), milliseconds(0)};
  const auto interval = base::parse_duration(text);
  if (!interval || interval->count() == 0) return std::nullopt;
  return RescanIntervals{*interval, *interval};
}

/// What is given once per flag and needs a second look when everything is known.
struct Words {
  std::vector<std::string> listen = words_of("RANGED_LISTEN", ',');
  std::vector<std::string> deny = words_of("RANGED_DENY", ':');
  std::optional<std::uint16_t> port;
  const plan::Profile* profile = &plan::kProfiles[0];
  std::optional<plan::Cap> cap;  // flags by themselves win over the profile
  std::optional<plan::NoRange> no_range;
  std::vector<std::string> cap_types = words_of("RANGED_CAP_TYPES", ',');
  std::vector<std::string> whole_for_agents = words_of("RANGED_WHOLE_FOR_AGENT", ',');
  FieldWords fields;
  PeerWords peers;
};

constexpr plan::Cap kCaps[] = {plan::Cap::all, plan::Cap::open, plan::Cap::off};
constexpr plan::NoRange kNoRanges[] = {plan::NoRange::part, plan::NoRange::whole};

template <typename Value, std::size_t size>
std::vector<std::pair<std::string, std::optional<Value>>> choices_of(const Value (&values)[size]) {
  std::vector<std::pair<std::string, std::optional<Value>>> choices;
  for (const Value value : values) choices.emplace_back(plan::word_of(value), value);
  return choices;
}

void add_profile(CLI::App& app, Words& words) {
  std::vector<std::pair<std::string, const plan::Profile*>> choices;
  const auto every_type = plan::Policy().cap_types;
  std::string help = "a set of the flags below, which win over it";
  for (const auto& profile : plan::kProfiles) {
    plan::Policy policy;
    plan::apply(profile, policy);
    if (policy.cap_types == every_type) policy.cap_types.clear();  // the flag's default
    choices.emplace_back(profile.name, &profile);
    help.append("; ").append(profile.name).append(": ").append(plan::flags_of(policy));
  }
  add_choice(app, "--profile", words.profile, std::move(choices), help);
}

/// A message if a word makes no sense.
std::optional<std::string> complete_delivery(plan::Policy& policy, const Words& words) {
  plan::apply(*words.profile, policy);
  if (words.cap) policy.cap = *words.cap;
  if (words.no_range) policy.no_range = *words.no_range;
  if (!words.cap_types.empty()) policy.cap_types.clear();
  for (const auto& glob : words.cap_types) {
    if (glob.find('/') == std::string::npos) {
      return "--cap-types: \"" + glob + "\" is not a media type such as video/* or application/pdf";
    }
    policy.cap_types.push_back(lower_case(glob));
  }
  for (const auto& prefix : words.whole_for_agents) {
    if (prefix.empty()) return "--whole-for-agent: \"\" is every agent: say --profile download";
    policy.whole_for_agents.push_back(prefix);
  }
  return std::nullopt;
}

/// A flag belongs to the group named last before it.
void add_options(CLI::App& app, Options& options, Words& words) {
  const auto begin_group = [&app](const char* name) { app.option_defaults()->group(name); };
  begin_group("Content");
  add_value(app, "-r,--root", "DIR", options.root, "folder to serve", "a folder's name",
            [&options](const std::string& text) {
              options.root = text;
              return !text.empty();
            });
  begin_group("Addresses");
  add_words(app, "-l,--listen", "HOST:PORT", words.listen,
            "address to listen on, repeatable; [::1]:80 for IPv6, unix:/PATH for a Unix socket; "
            "proxy: in front of it: connections begin with a PROXY header",
            "127.0.0.1:8080");
  add_value(app, "-p,--port", "PORT", "", "short for --listen [::]:PORT: every address, IPv4 too",
            "a port number from 0 to 65535", [&words](const std::string& text) {
              const auto port = base::parse_number(text);
              if (!port || *port > 65535) return false;
              words.port = static_cast<std::uint16_t>(*port);
              return true;
            });
  app.add_flag_callback(
         "--reuse-port", [&options] { options.port_sharing = net::PortSharing::shared; },
         "share the addresses with other instances: the kernel spreads the connections")
      ->envname(variable_of("--reuse-port"));
  begin_group("Content");
  add_size(app, "--part-size", options.policy.part_size,
           "the most octets one 206 carries; a larger file is sent in parts");
  add_words(app, "--deny", "PATH", words.deny,
            "answer 403 at and below this folder, repeatable; \"\" for none", "confidential");
  add_value(app, "--rescan", "DURATION|auto|off", "auto",
            "how often to read the whole folder again; auto: every " +
                base::format_duration(options.rescan.in_trouble) +
                " if the kernel does not tell of all changes, else never",
            "auto, off or a duration such as 10m", [&options](const std::string& text) {
              const auto intervals = parse_intervals(text);
              if (intervals) options.rescan = *intervals;
              return intervals.has_value();
            });
  add_choice<bool>(app, "--listing", options.policy.listing, {{"on", true}, {"off", false}},
                   "show folders that have no index.html, and players for what is in them");
  begin_group("Delivery");
  add_profile(app, words);
  add_choice<std::optional<plan::Cap>>(app, "--cap", words.cap, choices_of(kCaps),
                                       "which ranges are cut to the part size: all of them, those "
                                       "without a last position, none");
  add_choice<std::optional<plan::NoRange>>(
      app, "--no-range", words.no_range, choices_of(kNoRanges),
      "what a GET without Range gets of a file longer than a part: its first part, or all of it");
  add_words(app, "--cap-types", "GLOB", words.cap_types,
            "media types that both are about, repeatable; others are sent as asked for", "*/*");
  add_words(app, "--whole-for-agent", "PREFIX", words.whole_for_agents,
            "cut nothing for a User-Agent that begins so, repeatable");
  begin_group("Fields");
  add_field_flags(app, options.policy, words.fields);
  begin_group("Memory and disks");
  add_size(app, "--cache-size", options.limits.cache_size,
           "the most octets of files kept in memory; 0: none", 0);
  add_count(app, "--open-files", options.limits.open_files, {},
            "files kept open besides those being sent");
  add_count(app, "--io-threads", options.limits.io_threads, {.least = 1, .most = 1024},
            "threads that open and read files; one file gets a quarter of them");
  begin_group("Limits");
  add_count(app, "--max-connections", options.limits.max_connections, {},
            "connections at once, further ones wait; 0: as many as the descriptor limit allows");
  add_count(app, "--max-requests", options.limits.max_requests, {},
            "requests on one connection; the answer to the last says close; 0: no limit");
  add_size(app, "--max-request-line", options.limits.request.request_line,
           "a longer request line is answered 414");
  add_size(app, "--max-head", options.limits.request.head,
           "a request with a longer head is answered 431");
  add_count(app, "--max-fields", options.limits.request.fields, {.least = 1},
            "a request with more header fields is answered 431");
  add_size(app, "--max-content", options.limits.request.content,
           "a request's content is dropped; more than this is answered 413");
  add_duration(app, "--idle-timeout", options.limits.idle,
               "close a connection without a request for so long");
  add_duration(app, "--head-timeout", options.limits.head,
               "answer 408 if a request takes longer to arrive");
  add_duration(app, "--send-timeout", options.limits.send,
               "reset a connection whose peer takes nothing for so long");
  add_duration(app, "--drain-timeout", options.limits.drain,
               "at SIGTERM, finish answers for so long");
  add_duration(app, "--drain-delay", options.drain_delay,
               "at SIGTERM, first serve on for so long, with /readyz already 503", milliseconds(0));
  begin_group("Peers");
  add_peer_flags(app, options, words.peers);
  begin_group("Log and metrics");
  add_choice<AccessLog>(
      app, "--access-log", options.access_log,
      {{"all", AccessLog::all}, {"errors", AccessLog::errors}, {"off", AccessLog::off}},
      "which requests get a log line");
  add_choice<LogTarget>(app, "--log", options.log,
                        {{"auto", LogTarget::automatic},
                         {"journal", LogTarget::journal},
                         {"stderr", LogTarget::standard_error},
                         {"json", LogTarget::json}},
                        "where log records go; auto: the journal as a service, else stderr; "
                        "json: objects on stderr");
  add_choice<base::LogLevel>(app, "--log-level", options.log_level,
                             {{"debug", base::LogLevel::debug},
                              {"info", base::LogLevel::info},
                              {"warning", base::LogLevel::warning},
                              {"error", base::LogLevel::error}},
                             "the least grave lines to log");
  add_value(app, "--metrics", "HOST:PORT|unix:PATH", "",
            "address of /metrics for Prometheus, /healthz and /readyz; none without it",
            "an address such as 127.0.0.1:9180 or unix:/run/ranged/metrics.sock",
            [&options](const std::string& text) {
              options.metrics = parse_endpoint(text);
              return options.metrics.has_value();
            });
}

/// Completes `options` from `words`; a message if one of them makes no sense.
std::optional<std::string> complete(Options& options, const Words& words) {
  for (const auto& text : words.listen) {
    const auto endpoint = parse_listen_endpoint(text);
    if (!endpoint) {
      return "--listen: \"" + text +
             "\" is not an address such as 127.0.0.1:8080, [::1]:80 or unix:/run/ranged/http.sock";
    }
    options.listen.push_back(*endpoint);
  }
  if (words.port) options.listen.emplace_back(net::ListenAddress{"::", *words.port});

  for (const auto& text : words.deny) {
    if (text.empty()) continue;
    const auto folder = parse_folder(text);
    if (!folder) return "--deny: \"" + text + "\" is not a path below the content folder";
    options.policy.denied.push_back(*folder);
  }
  if (auto message = complete_delivery(options.policy, words)) return message;
  if (auto message = complete_fields(options, words.fields)) return message;
  return complete_peers(options, words.peers);
}

/// In CLI11's order, the last first. "--deny=" is spelled as two, because CLI11 would look for its
/// value in the argument behind it.
std::vector<std::string> arguments_of(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) {
    std::string argument(argv[i]);
    if (argument.starts_with("--") && argument.find('=') == argument.size() - 1) {
      arguments.emplace_back();
      argument.pop_back();
    }
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

bool is_flagged(CLI::App& app, const std::string& name) {
  const auto& flags = app.parse_order();
  return std::find(flags.begin(), flags.end(), app.get_option(name)) != flags.end();
}

/// --port is a --listen: a flag of either kind wins over both variables.
void let_flags_win(CLI::App& app, Words& words) {
  const bool has_listen = is_flagged(app, "--listen");
  const bool has_port = is_flagged(app, "--port");
  if (has_listen && !has_port) words.port.reset();
  if (has_port && !has_listen) words.listen.clear();
}

void set_up(CLI::App& app, Options& options, Words& words) {
  app.name("ranged");
  app.description(
      "ranged serves a folder of media files in parts, so that nobody waits for bytes he will "
      "not watch.");
  app.formatter(std::make_shared<HelpFormatter>());
  app.footer(kFooter);
  options.limits.max_connections = 0;
  options.limits.io_threads = kIoThreads;
  options.policy.listing = true;
  options.policy.precompressed = true;
  if (words.deny.empty() && !std::getenv("RANGED_DENY")) words.deny = {"confidential"};
  add_options(app, options, words);
  app.option_defaults()->group("Information");
  app.set_version_flag("--version", std::string("ranged ") + kVersion, "show the version");
  app.set_help_flag("-h,--help", "show this");
}

Flag flag_of(const CLI::Option& option) {
  Flag flag;
  flag.name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) flag.short_name = "-" + option.get_snames().front();
  if (option.get_items_expected_max() > 0) flag.type = option.get_type_name();
  flag.default_text = option.get_default_str();
  flag.help = option.get_description();
  if (flag.name != "--help" && flag.name != "--version") flag.variable = variable_of(flag.name);
  flag.group = option.get_group();
  flag.is_repeatable = option.get_items_expected_max() > 1;
  return flag;
}

Exit usage_error(const std::string& message) {
  return {kExitUsage, message + "; ranged --help shows what can be said"};
}

}  // namespace

std::variant<Options, Exit> parse_options(int argc, const char* const* argv) {
  Options options;
  Words words;
  CLI::App app;
  set_up(app, options, words);
  try {
    app.parse(arguments_of(argc, argv));
  } catch (const CLI::CallForHelp&) {
    return Exit{0, app.help()};
  } catch (const CLI::CallForVersion&) {
    return Exit{0, app.version() + "\n"};
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  let_flags_win(app, words);
  if (auto message = complete(options, words)) return usage_error(*message);
  return options;
}

std::vector<Flag> all_flags() {
  Options options;
  Words words;
  CLI::App app;
  set_up(app, options, words);
  std::vector<Flag> flags;
  for (const auto& group : app.get_groups()) {
    for (const auto* option : app.get_options()) {
      if (option->get_group() == group) flags.push_back(flag_of(*option));
    }
  }
  return flags;
}

}  // namespace ranged::daemon
