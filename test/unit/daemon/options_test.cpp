#include "daemon/options.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ranged/base/quantity.hpp"
#include "ranged/plan/profile.hpp"

namespace ranged::daemon {
namespace {

using Arguments = std::vector<const char*>;

/// One RANGED_ variable, for one scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

std::variant<Options, Exit> parse(Arguments arguments) {
  arguments.insert(arguments.begin(), "ranged");
  return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

std::string listen_of(const Options& options) {
  std::string text;
  for (const auto& endpoint : options.listen) text += ' ' + net::to_string(endpoint);
  return "listen" + text;
}

std::string deny_of(const Options& options) {
  std::string text;
  for (const auto& folder : options.policy.denied) text += ' ' + folder.text();
  return "deny" + text;
}

std::string types_of(const Options& options) {
  std::string text;
  for (const std::string name : {"a.glb", "a.md"}) {
    text.append(" ").append(options.media_types->of(name));
  }
  return "types" + text;
}

std::string caching_of(const Options& options) {
  std::string text;
  for (const auto& [glob, field] : options.policy.caching) {
    text.append(" [").append(glob).append("] ").append(*field.find("Cache-Control"));
  }
  return "caching" + text;
}

std::string fields_of(const Options& options) {
  std::string text;
  for (const auto& [name, value] : options.policy.fields.lines()) {
    text.append(" ").append(name).append("=").append(value);
  }
  for (const auto& origin : options.policy.readers) text.append(" for ").append(origin);
  return "fields" + text;
}

std::string trusted_of(const Options& options) {
  std::string text;
  for (const auto& [first, prefix] : options.trusted_proxies.networks) {
    text.append(" ").append(base::to_string(first)).append("/").append(std::to_string(prefix));
  }
  return "trusted" + text + (options.trusted_proxies.over_unix ? " unix:" : "");
}

/// Everything that differs from the defaults, or "exit N".
std::string changes(const std::variant<Options, Exit>& parsed) {
  if (const auto* exit = std::get_if<Exit>(&parsed)) return "exit " + std::to_string(exit->status);
  const auto& options = std::get<Options>(parsed);
  constexpr std::string_view kAccess[] = {"all", "errors", "off"};
  constexpr std::string_view kLogs[] = {"auto", "journal", "stderr", "json"};
  constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};
  const std::pair<std::string, std::string_view> words[] = {
      {"root " + options.root, "root content"},
      {listen_of(options), "listen"},
      {"part " + base::format_byte_size(options.policy.part_size), "part 5MiB"},
      {deny_of(options), "deny confidential"},
      {options.policy.listing ? "listing on" : "listing off", "listing on"},
      {plan::flags_of(options.policy), "--cap all --no-range part --cap-types '*/*'"},
      {trusted_of(options), "trusted"},
      {types_of(options), "types application/octet-stream text/markdown; charset=utf-8"},
      {caching_of(options), "caching"},
      {fields_of(options), "fields"},
      {options.policy.precompressed ? "" : "plain", ""},
      {"rescan " + base::format_duration(options.rescan.always) + ' ' +
           base::format_duration(options.rescan.in_trouble),
       "rescan 0s 1m"},
      {"connections " + std::to_string(options.limits.max_connections), "connections 0"},
      {"rate " + std::to_string(options.limits.rate), "rate 0"},
      {"burst " + base::format_byte_size(options.limits.rate_burst), "burst 1MiB"},
      {"total " + std::to_string(options.limits.total_rate), "total 0"},
      {"each " + std::to_string(options.limits.max_connections_per_ip), "each 0"},
      {"requests " + std::to_string(options.limits.max_requests), "requests 100000"},
      {"line " + base::format_byte_size(options.limits.request.request_line), "line 8KiB"},
      {"section " + base::format_byte_size(options.limits.request.head), "section 32KiB"},
      {"fields " + std::to_string(options.limits.request.fields), "fields 100"},
      {"content " + base::format_byte_size(options.limits.request.content), "content 64KiB"},
      {"idle " + base::format_duration(options.limits.idle), "idle 15s"},
      {"head " + base::format_duration(options.limits.head), "head 10s"},
      {"send " + base::format_duration(options.limits.send), "send 30s"},
      {"drain " + base::format_duration(options.limits.drain), "drain 30s"},
      {"cache " + base::format_byte_size(options.limits.cache_size), "cache 64MiB"},
      {"files " + std::to_string(options.limits.open_files), "files 256"},
      {"threads " + std::to_string(options.limits.io_threads), "threads 16"},
      {"access " + std::string(kAccess[static_cast<std::size_t>(options.access_log)]),
       "access all"},
      {"log " + std::string(kLogs[static_cast<std::size_t>(options.log)]), "log auto"},
      {options.metrics ? "metrics " + net::to_string(*options.metrics) : "", ""},
      {"delay " + base::format_duration(options.drain_delay), "delay 0s"},
      {options.port_sharing == net::PortSharing::shared ? "shared" : "", ""},
      {"level " + std::string(kLevels[static_cast<std::size_t>(options.log_level)]), "level info"},
  };
  std::string text;
  for (const auto& [word, default_word] : words) {
    if (word != default_word) text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

std::string text_of(const Arguments& arguments) {
  std::string text;
  for (const std::string argument : arguments) text += " \"" + argument + '"';
  return text;
}

struct Row {
  Arguments arguments;
  std::string_view expected;
};

template <std::size_t size>
void check(const Row (&rows)[size]) {
  for (const auto& [arguments, expected] : rows) {
    EXPECT_EQ(changes(parse(arguments)), expected) << text_of(arguments);
  }
}

TEST(Options, EveryFlagSetsItsValueAndNoOther) {
  const Row rows[] = {
      {{}, ""},
      {{"--root", "/srv/media"}, "root /srv/media"},
      {{"--root=/srv/media"}, "root /srv/media"},
      {{"-r", "/srv/media"}, "root /srv/media"},
      {{"-r/srv/media"}, "root /srv/media"},
      {{"--root", "a", "--root", "b"}, "root b"},
      {{"--listen", "0.0.0.0:80"}, "listen 0.0.0.0:80"},
      {{"-l", "[::1]:80"}, "listen [::1]:80"},
      {{"--listen", "a:1", "--listen", "b:2", "-l", "c:3"}, "listen a:1 b:2 c:3"},
      {{"-l", "proxy:[::1]:80", "-l", "proxy:unix:/p"}, "listen proxy:[::1]:80 proxy:unix:/p"},
      {{"--port", "80"}, "listen [::]:80"},
      {{"-p", "0"}, "listen [::]:0"},
      {{"-p", "65535"}, "listen [::]:65535"},
      {{"-p", "1", "-p", "2"}, "listen [::]:2"},
      {{"-l", "a:1", "-p", "2"}, "listen a:1 [::]:2"},
      {{"--part-size", "1"}, "part 1B"},
      {{"--part-size", "5MB"}, ""},
      {{"--part-size", "512K"}, "part 512KiB"},
      {{"--listing", "off"}, "listing off"},
      {{"--listing", "off", "--listing", "on"}, ""},
      {{"--listing", "yes"}, "exit 64"},
      {{"--deny", "a"}, "deny a"},
      {{"--deny", "a", "--deny", "b/c"}, "deny a b/c"},
      {{"--deny", "/a//b/"}, "deny a/b"},
      {{"--deny", "100%"}, "deny 100%"},
      {{"--deny", "a b"}, "deny a b"},
      {{"--deny", ""}, "deny"},
      {{"--deny="}, "deny"},
      {{"--rescan", "auto"}, ""},
      {{"--rescan", "10m"}, "rescan 10m 10m"},
      {{"--rescan", "off"}, "rescan 0s 0s"},
      {{"--deny=", "--root", "x"}, "root x, deny"},
      {{"--max-connections", "7"}, "connections 7"},
      {{"--max-connections", "010"}, "connections 10"},  // never octal
      {{"--max-requests", "7"}, "requests 7"},
      {{"--max-request-line", "4K"}, "line 4KiB"},
      {{"--max-head", "4K"}, "section 4KiB"},
      {{"--max-fields", "7"}, "fields 7"},
      {{"--max-content", "4K"}, "content 4KiB"},
      {{"--idle-timeout", "1m"}, "idle 1m"},
      {{"--head-timeout", "500ms"}, "head 500ms"},
      {{"--send-timeout", "1h"}, "send 1h"},
      {{"--drain-timeout", "1s"}, "drain 1s"},
      {{"--cap", "off"}, "--cap off --no-range part --cap-types '*/*'"},
      {{"--cap", "open"}, "--cap open --no-range part --cap-types '*/*'"},
      {{"--no-range", "whole"}, "--cap all --no-range whole --cap-types '*/*'"},
      {{"--cap-types", "Video/*", "--cap-types", "audio/mp4"},
       "--cap all --no-range part --cap-types 'video/*' --cap-types 'audio/mp4'"},
      {{"--whole-for-agent", "Lavf/"},
       "--cap all --no-range part --cap-types '*/*' --whole-for-agent 'Lavf/'"},
      {{"--profile", "streaming"}, ""},
      {{"--profile", "player"},
       "--cap all --no-range whole --cap-types 'video/*' --cap-types 'audio/*'"},
      {{"--profile", "origin"}, "--cap open --no-range whole --cap-types '*/*'"},
      {{"--profile", "download"}, "--cap off --no-range whole --cap-types '*/*'"},
      {{"--cap", "open", "--profile", "download"}, "--cap open --no-range whole --cap-types '*/*'"},
      {{"--profile", "player", "--no-range", "part", "--cap-types", "*/*"}, ""},
      {{"--mime", "glb=model/gltf-binary", "--mime", "md=text/plain; a=b"},
       "types model/gltf-binary text/plain; a=b"},
      {{"--mime", "other=a/b"}, ""},
      {{"--cache-control", "Video/*=public, max-age=60", "--cache-control", "/A/*=no-store"},
       "caching [video/*] public, max-age=60 [/A/*] no-store"},
      {{"--header", "X-A=a=b, c", "--header", "X-A=2"}, "fields X-A=a=b, c X-A=2"},
      {{"--cors", "*"}, "fields for *"},
      {{"--cors", "https://Example.org", "--cors", "http://localhost:3000"},
       "fields for https://example.org for http://localhost:3000"},
      {{"--precompressed", "off"}, "plain"},
      {{"--drain-delay", "10s"}, "delay 10s"},
      {{"--drain-delay", "0s"}, ""},
      {{"--metrics", "127.0.0.1:9180"}, "metrics 127.0.0.1:9180"},
      {{"--metrics", "unix:/run/m.sock"}, "metrics unix:/run/m.sock"},
      {{"--cache-size", "1G"}, "cache 1GiB"},
      {{"--cache-size", "0"}, "cache 0B"},
      {{"--open-files", "7"}, "files 7"},
      {{"--open-files", "0"}, "files 0"},
      {{"--io-threads", "1024"}, "threads 1024"},
      {{"--reuse-port"}, "shared"},
      {{"--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "::1"}, "trusted 10.0.0.0/104 ::1/128"},
      {{"--trusted-proxy", "unix:"}, "trusted unix:"},
      {{"--max-connections-per-ip", "9"}, "each 9"},
      {{"--rate-limit", "2K/s", "--rate-burst", "0"}, "rate 2048, burst 0B"},
      {{"--total-rate", "1M/s"}, "total 1048576"},
      {{"--access-log", "errors"}, "access errors"},
      {{"--access-log", "off"}, "access off"},
      {{"--log", "auto"}, ""},
      {{"--log", "journal"}, "log journal"},
      {{"--log", "stderr"}, "log stderr"},
      {{"--log", "json"}, "log json"},
      {{"--log-level", "debug"}, "level debug"},
      {{"--log-level", "warning"}, "level warning"},
      {{"--log-level", "error"}, "level error"},
  };
  check(rows);
}

TEST(Options, WhatMakesNoSenseIsRefused) {
  constexpr const char* kFlags[] = {
      "--port",         "--part-size",    "--max-connections", "--idle-timeout",
      "--head-timeout", "--send-timeout", "--drain-timeout",   "--access-log",
      "--log",          "--log-level",    "--listen",          "--cache-size",
      "--open-files",   "--io-threads",   "--drain-delay",     "--metrics",
  };
  constexpr const char* kValues[] = {
      "-5", "+5",  "0x10", " 5", "5 ", "5x", "18446744073709551616", "99999999999999999999s",
      "",   "1e3",
  };
  for (const char* const flag : kFlags) {
    for (const std::string value : kValues) {
      EXPECT_EQ(changes(parse({flag, value.c_str()})), "exit 64") << flag << " \"" << value << '"';
      const std::string joined = flag + ("=" + value);
      EXPECT_EQ(changes(parse({joined.c_str()})), "exit 64") << joined;
    }
  }
  const Row rows[] = {
      {{"--rescan", "0s"}, "exit 64"},
      {{"--rescan", "often"}, "exit 64"},
      {{"--part-size", "0"}, "exit 64"},
      {{"--part-size", "-5M"}, "exit 64"},
      {{"--part-size", "0MiB"}, "exit 64"},
      {{"--part-size", "5X"}, "exit 64"},
      {{"--part-size", "16777216T"}, "exit 64"},
      {{"--idle-timeout", "0s"}, "exit 64"},
      {{"--idle-timeout", "15"}, "exit 64"},
      {{"--head-timeout", "0ms"}, "exit 64"},
      {{"--send-timeout", "0h"}, "exit 64"},
      {{"--drain-timeout", "0s"}, "exit 64"},
      {{"--cap", "some"}, "exit 64"},
      {{"--no-range", "all"}, "exit 64"},
      {{"--profile", "best"}, "exit 64"},
      {{"--cap-types", "video"}, "exit 64"},
      {{"--cap-types", ""}, "exit 64"},
      {{"--whole-for-agent", ""}, "exit 64"},
      {{"--mime", "glb"}, "exit 64"},
      {{"--mime", "glb="}, "exit 64"},
      {{"--mime", "=model/gltf-binary"}, "exit 64"},
      {{"--mime", ".glb=model/gltf-binary"}, "exit 64"},
      {{"--mime", "glb=model"}, "exit 64"},
      {{"--mime", "glb=a/b", "md=a/b"}, "exit 64"},
      {{"--cache-control", "no-store"}, "exit 64"},
      {{"--cache-control", "video=no-store"}, "exit 64"},
      {{"--cache-control", "video/*"}, "exit 64"},
      {{"--cache-control", "video/*="}, "exit 64"},
      {{"--cache-control", "video/*=a\r\nX: y"}, "exit 64"},
      {{"--cache-control", "video/*= no-store"}, "exit 64"},
      {{"--header", "X-A"}, "exit 64"},
      {{"--header", "X-A="}, "exit 64"},
      {{"--header", "=a"}, "exit 64"},
      {{"--header", "X A=a"}, "exit 64"},
      {{"--header", "X-A: a"}, "exit 64"},
      {{"--header", "X-A=a\r\nX-B: b"}, "exit 64"},
      {{"--header", "X-A=a\x7f"}, "exit 64"},
      {{"--header", "content-length=1"}, "exit 64"},
      {{"--header", "Date=now"}, "exit 64"},
      {{"--header", "Access-Control-Allow-Origin=*"}, "exit 64"},
      {{"--cors", ""}, "exit 64"},
      {{"--cors", "example.org"}, "exit 64"},
      {{"--cors", "https://example.org/"}, "exit 64"},
      {{"--cors", "https://example.org:443"}, "exit 64"},
      {{"--cors", "https://*.example.org"}, "exit 64"},
      {{"--drain-delay", "-1s"}, "exit 64"},
      {{"--metrics", "9180"}, "exit 64"},
      {{"--metrics", "unix:m.sock"}, "exit 64"},
      {{"--port", "65536"}, "exit 64"},
      {{"--max-fields", "0"}, "exit 64"},
      {{"--io-threads", "0"}, "exit 64"},
      {{"--io-threads", "1025"}, "exit 64"},
      {{"--open-files", "4294967296"}, "exit 64"},
      {{"--listen", "8080"}, "exit 64"},
      {{"--listen", "[::1]"}, "exit 64"},
      {{"--listen", "a:1,b:2"}, "exit 64"},
      {{"--listen", "proxy:8080"}, "exit 64"},
      {{"--trusted-proxy", "10.0.0.1/8"}, "exit 64"},
      {{"--trusted-proxy", "localhost"}, "exit 64"},
      {{"--rate-limit", "2K"}, "exit 64"},
      {{"--rate-limit", "0/s"}, "exit 64"},
      {{"--rate-limit", "2K/m"}, "exit 64"},
      {{"--total-rate", "fast"}, "exit 64"},
      {{"--total-rate", "1025T/s"}, "exit 64"},
      {{"--trusted-proxy", "unix:/run/proxy.sock"}, "exit 64"},
      {{"--metrics", "proxy:127.0.0.1:9180"}, "exit 64"},
      {{"--listen", "a:1", "b:2"}, "exit 64"},
      {{"--deny", "../a"}, "exit 64"},
      {{"--deny", "a", "b"}, "exit 64"},
      {{"--access-log", "ALL"}, "exit 64"},
      {{"--access-log", "al"}, "exit 64"},
      {{"--log", "syslog"}, "exit 64"},
      {{"--log-level", "trace"}, "exit 64"},
      {{"--root", ""}, "exit 64"},
      {{"--root="}, "exit 64"},
      {{"--root"}, "exit 64"},
      {{"--ro", "x"}, "exit 64"},
      {{"--nonsense"}, "exit 64"},
      {{"-x"}, "exit 64"},
      {{"content"}, "exit 64"},
  };
  check(rows);
}

TEST(Options, ARefusalIsOneLineThatNamesFlagAndValue) {
  const auto parsed = parse({"--part-size", "many"});
  const auto& exit = std::get<Exit>(parsed);
  EXPECT_EQ(exit.status, kExitUsage);
  for (const std::string_view word : {"--part-size", "many", "5MiB", "--help"}) {
    EXPECT_NE(exit.text.find(word), std::string::npos) << exit.text;
  }
  EXPECT_EQ(exit.text.find('\n'), std::string::npos) << exit.text;
}

TEST(Options, AFieldThatIsNotTheOperatorsHasAnotherFlagOrNone) {
  const struct {
    const char* word;
    std::string_view expected;
  } cases[] = {
      {"Cache-Control=no-store", "--cache-control"},
      {"access-control-max-age=1", "--cors"},
      {"Access-Control-Allow-Credentials=true", "--cors"},
      {"ETag=\"a\"", "decides itself"},
      {"X-A", "X-Robots-Tag=noindex"},
  };
  for (const auto& [word, expected] : cases) {
    const auto parsed = parse({"--header", word});
    EXPECT_NE(std::get<Exit>(parsed).text.find(expected), std::string::npos)
        << std::get<Exit>(parsed).text;
  }
}

TEST(Options, HelpAndVersionAreAnAnswer) {
  const auto version = parse({"--version"});
  EXPECT_EQ(std::get<Exit>(version).status, 0);
  EXPECT_TRUE(std::get<Exit>(version).text.starts_with("ranged "));
  EXPECT_TRUE(std::get<Exit>(version).text.ends_with("\n"));
  for (const char* const flag : {"--help", "-h"}) {
    const auto help = parse({flag});
    EXPECT_EQ(std::get<Exit>(help).status, 0);
    for (const std::string_view word :
         {"--root", "--listen", "--port", "--part-size", "--deny", "--max-connections",
          "--idle-timeout", "--head-timeout", "--send-timeout", "--drain-timeout", "--access-log",
          "--log", "--log-level", "--version", "RANGED_PART_SIZE", "content", "127.0.0.1:8080",
          "5MiB"}) {
      EXPECT_NE(std::get<Exit>(help).text.find(word), std::string::npos) << word;
    }
  }
}

TEST(Options, TheHelpFitsOnATerminal) {
  const auto help = parse({"--help"});
  std::istringstream lines(std::get<Exit>(help).text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(Options, EveryFlagHasItsVariable) {
  const struct {
    const char *name, *value;
    std::string_view expected;
  } cases[] = {
      {"RANGED_ROOT", "/srv/media", "root /srv/media"},
      {"RANGED_LISTEN", "a:1", "listen a:1"},
      {"RANGED_REUSE_PORT", "true", "shared"},
      {"RANGED_REUSE_PORT", "false", ""},
      {"RANGED_LISTEN", "a:1,[::1]:2", "listen a:1 [::1]:2"},
      {"RANGED_LISTEN", "", ""},
      {"RANGED_LISTEN", "8080", "exit 64"},
      {"RANGED_PROFILE", "origin", "--cap open --no-range whole --cap-types '*/*'"},
      {"RANGED_CAP", "off", "--cap off --no-range part --cap-types '*/*'"},
      {"RANGED_NO_RANGE", "whole", "--cap all --no-range whole --cap-types '*/*'"},
      {"RANGED_CAP_TYPES", "video/*,audio/*",
       "--cap all --no-range part --cap-types 'video/*' --cap-types 'audio/*'"},
      {"RANGED_WHOLE_FOR_AGENT", "Lavf/,curl/",
       "--cap all --no-range part --cap-types '*/*' --whole-for-agent 'Lavf/' --whole-for-agent "
       "'curl/'"},
      {"RANGED_MIME", "glb=a/b,md=c/d", "types a/b c/d"},
      {"RANGED_MIME", "glb", "exit 64"},
      {"RANGED_CACHE_CONTROL", "video/*=max-age=60, public\n/b=no-store\n",
       "caching [video/*] max-age=60, public [/b] no-store"},
      {"RANGED_HEADER", "X-A=a, b\nX-B=c", "fields X-A=a, b X-B=c"},
      {"RANGED_CORS", "https://a,https://b", "fields for https://a for https://b"},
      {"RANGED_MAX_CONNECTIONS_PER_IP", "9", "each 9"},
      {"RANGED_RATE_LIMIT", "2K/s", "rate 2048"},
      {"RANGED_TRUSTED_PROXY", "10.0.0.0/8,unix:", "trusted 10.0.0.0/104 unix:"},
      {"RANGED_METRICS", "a:1", "metrics a:1"},
      {"RANGED_DRAIN_DELAY", "5s", "delay 5s"},
      {"RANGED_PORT", "80", "listen [::]:80"},
      {"RANGED_PORT", "http", "exit 64"},
      {"RANGED_PART_SIZE", "1M", "part 1MiB"},
      {"RANGED_PART_SIZE", "0", "exit 64"},
      {"RANGED_DENY", "a:b/c", "deny a b/c"},
      {"RANGED_DENY", "", "deny"},
      {"RANGED_DENY", "..", "exit 64"},
      {"RANGED_MAX_CONNECTIONS", "7", "connections 7"},
      {"RANGED_MAX_CONNECTIONS", "-7", "exit 64"},
      {"RANGED_MAX_REQUESTS", "7", "requests 7"},
      {"RANGED_MAX_REQUEST_LINE", "4K", "line 4KiB"},
      {"RANGED_MAX_HEAD", "4K", "section 4KiB"},
      {"RANGED_MAX_FIELDS", "7", "fields 7"},
      {"RANGED_MAX_CONTENT", "0", "exit 64"},
      {"RANGED_IDLE_TIMEOUT", "1s", "idle 1s"},
      {"RANGED_HEAD_TIMEOUT", "1s", "head 1s"},
      {"RANGED_SEND_TIMEOUT", "1s", "send 1s"},
      {"RANGED_DRAIN_TIMEOUT", "1s", "drain 1s"},
      {"RANGED_ACCESS_LOG", "off", "access off"},
      {"RANGED_LOG_LEVEL", "debug", "level debug"},
      {"RANGED_LOG_LEVEL", "", ""},
  };
  for (const auto& [name, value, expected] : cases) {
    const Variable variable(name, value);
    EXPECT_EQ(changes(parse({})), expected) << name << '=' << value;
  }
}

TEST(Options, FlagsWinOverTheEnvironment) {
  const struct {
    const char *name, *value;
    Arguments arguments;
    std::string_view expected;
  } cases[] = {
      {"RANGED_ROOT", "a", {"--root", "b"}, "root b"},
      {"RANGED_LISTEN", "a:1", {"--listen", "b:2"}, "listen b:2"},
      {"RANGED_LISTEN", "a:1", {"--port", "2"}, "listen [::]:2"},  // which is a --listen
      {"RANGED_PORT", "1", {"--port", "2"}, "listen [::]:2"},
      {"RANGED_PORT", "1", {"--listen", "b:2"}, "listen b:2"},  // and so never opened to everybody
      {"RANGED_PART_SIZE", "1M", {"--part-size", "2M"}, "part 2MiB"},
      {"RANGED_DENY", "a", {"--deny", "b"}, "deny b"},
      {"RANGED_DENY", "a", {"--deny", ""}, "deny"},
      {"RANGED_LOG_LEVEL", "debug", {"--log-level", "error"}, "level error"},
  };
  for (const auto& [name, value, arguments, expected] : cases) {
    const Variable variable(name, value);
    EXPECT_EQ(changes(parse(arguments)), expected) << name << '=' << value << text_of(arguments);
  }
}

TEST(Options, BothVariablesForAddressesCount) {
  const Variable listen("RANGED_LISTEN", "a:1");
  const Variable port("RANGED_PORT", "2");
  EXPECT_EQ(changes(parse({})), "listen a:1 [::]:2");
  EXPECT_EQ(changes(parse({"-l", "b:3"})), "listen b:3");
  EXPECT_EQ(changes(parse({"-p", "3"})), "listen [::]:3");
}

}  // namespace
}  // namespace ranged::daemon
