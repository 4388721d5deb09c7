#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/descriptor_limit.hpp"
#include "daemon/event.hpp"
#include "daemon/listening.hpp"
#include "daemon/log_output.hpp"
#include "daemon/options.hpp"
#include "daemon/passed_sockets.hpp"
#include "daemon/server_log.hpp"
#include "daemon/signals.hpp"
#include "daemon/summary.hpp"
#include "ranged/base/quantity.hpp"
#include "ranged/base/stderr_log.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/net/server.hpp"
#include "uv/loop.hpp"

// The daemon: options, content, listeners, loop, in this order. What fails before the loop runs is
// one line on standard error and an exit status that says which kind of failure it was.

namespace {

using namespace ranged;  // the whole of it is put together here
using base::LogLevel;
using daemon::Event;
using daemon::report;

int fail(base::Log& log, int status, const std::string& message) {
  report(log, LogLevel::error, Event::cannot_start, message);
  return status;
}

std::shared_ptr<const net::Site> index_content(const daemon::Options& options,
                                               content::ContentRoot root, base::Log& log) {
  const auto began = std::chrono::steady_clock::now();
  content::Scan scan = content::scan(root);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  for (const auto& warning : scan.warnings) {
    report(log, LogLevel::warning, Event::content_warning, warning);
  }
  if (scan.index.files() == 0) {
    report(log, LogLevel::warning, Event::content_warning,
           "\"" + root.path() + "\" holds no file that can be served: every answer will be 404");
  }
  report(log, LogLevel::info, Event::indexed,
         "indexed " + std::to_string(scan.index.files()) + " files, " +
             base::readable_byte_size(scan.index.octets()) + ", below " + root.path() + " in " +
             std::to_string(took.count()) + "ms");
  return std::make_shared<const net::Site>(std::move(root), std::move(scan.index), options.policy);
}

/// The limits asked for, with those that follow from the descriptors the system grants.
net::Limits granted_limits(const daemon::Options& options, base::Log& log) {
  net::Limits limits = options.limits;
  const std::size_t descriptors = daemon::raise_descriptor_limit();
  limits.open_files = daemon::open_files_for(descriptors, limits.open_files);
  const std::size_t allowed = daemon::connections_for(descriptors, limits.open_files);
  const std::size_t wanted = std::exchange(limits.max_connections, allowed);
  if (wanted > allowed) {
    report(log, LogLevel::warning, Event::descriptor_limit,
           "--max-connections " + std::to_string(wanted) + ": the descriptor limit allows " +
               std::to_string(allowed) + "; raise it with ulimit -n or LimitNOFILE=");
  } else if (wanted > 0) {
    limits.max_connections = wanted;
  }
  return limits;
}

int serve(const daemon::Options& options, daemon::LogOutput& output) {
  base::Log& log = output.log();
  auto passed = daemon::take_passed_sockets();
  if (const auto* message = std::get_if<std::string>(&passed)) {
    return fail(log, daemon::kExitCannotListen, *message);
  }
  auto& sockets = std::get<std::vector<daemon::PassedSocket>>(passed);
  if (const auto conflict = daemon::conflict_of(options, sockets); !conflict.empty()) {
    return fail(log, daemon::kExitUsage, conflict);
  }
  auto root = content::ContentRoot::open(options.root);
  if (const int* error = std::get_if<int>(&root)) {
    return fail(log, daemon::kExitNoContent,
                "cannot serve \"" + options.root + "\": " + std::strerror(*error) +
                    "; name a readable folder with --root DIR");
  }
  const net::Limits limits = granted_limits(options, log);
  const auto site = index_content(options, std::get<content::ContentRoot>(std::move(root)), log);

  // libuv reads it when its threadpool is first used.
  setenv("UV_THREADPOOL_SIZE", std::to_string(limits.io_threads).c_str(), 1);
  uv::Loop loop;
  daemon::Listening listening;
  daemon::Signals* signals_to_close = nullptr;
  daemon::Summary* summary_to_close = nullptr;
  daemon::ServerLog server_log(log, options.access_log, [&] {
    signals_to_close->close();
    summary_to_close->close();
    output.detach();
  });
  daemon::Summary summary(loop.raw(), server_log.statistics(), log);
  summary_to_close = &summary;
  output.attach(loop.raw());
  net::Server server(loop.raw(), site, limits, server_log);
  daemon::Signals signals(loop.raw(), [&](int count) {
    if (count > 1) return server.abort();
    report(log, LogLevel::info, Event::stopping,
           "stopping: finishing " + std::to_string(server.connections()) +
               " connections; a second signal aborts them");
    server.drain();
  });
  signals_to_close = &signals;

  const auto trouble = listening.begin(server, options, std::move(sockets));
  if (trouble) server.abort();
  for (const auto& endpoint : server.endpoints()) {
    const bool is_tcp = std::holds_alternative<net::ListenAddress>(endpoint);
    const std::string name = net::to_string(endpoint);
    report(log, LogLevel::info, Event::listening,
           "listening on " + (is_tcp ? "http://" + name + '/' : name));
  }
  loop.run();
  if (trouble) return fail(log, daemon::kExitCannotListen, *trouble);
  report(log, LogLevel::info, Event::stopped, "stopped");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  base::StderrLog start_up_log(LogLevel::info, daemon::stderr_style());
  try {
    const auto parsed = daemon::parse_options(argc, argv);
    if (const auto* exit = std::get_if<daemon::Exit>(&parsed)) {
      if (exit->status != 0) return fail(start_up_log, exit->status, exit->text);
      std::fputs(exit->text.c_str(), stdout);
      return 0;
    }
    const auto& options = std::get<daemon::Options>(parsed);
    auto output = daemon::LogOutput::open(options.log, options.log_level);
    if (const auto* refusal = std::get_if<std::string>(&output)) {
      return fail(start_up_log, daemon::kExitNoJournal, *refusal);
    }
    return serve(options, std::get<daemon::LogOutput>(output));
  } catch (const std::exception& error) {
    return fail(start_up_log, daemon::kExitInternal,
                std::string("internal error: ") + error.what());
  }
}
