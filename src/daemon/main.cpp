#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "content/follower.hpp"
#include "daemon/content_warnings.hpp"
#include "daemon/descriptor_limit.hpp"
#include "daemon/event.hpp"
#include "daemon/indexing.hpp"
#include "daemon/instance.hpp"
#include "daemon/listening.hpp"
#include "daemon/log_output.hpp"
#include "daemon/options.hpp"
#include "daemon/passed_sockets.hpp"
#include "daemon/service_manager.hpp"
#include "daemon/service_report.hpp"
#include "daemon/signals.hpp"
#include "ranged/base/stderr_log.hpp"
#include "ranged/plan/profile.hpp"

// The daemon: options, passed sockets, content, then the instance, in this order. What fails before
// the loop runs is one line on standard error and an exit status that says which kind of failure it
// was.

namespace {

using namespace ranged;  // the whole of it is put together here
using base::LogLevel;
using daemon::Event;
using daemon::report;

int fail(base::Log& log, int status, const std::string& message) {
  report(log, LogLevel::error, Event::cannot_start, message);
  return status;
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
  const net::Limits limits = granted_limits(options, log);
  daemon::ServiceManager manager(log);
  const daemon::Content content{options.root, options.policy};
  daemon::ScanReport progress(manager);
  auto follower = std::make_unique<content::Follower>(options.media_types);
  auto indexing = daemon::index_content(content, *follower, progress);
  if (const int* error = std::get_if<int>(&indexing)) {
    return fail(log, daemon::kExitNoContent,
                "cannot serve \"" + options.root + "\": " + std::strerror(*error) +
                    "; name a readable folder with --root DIR");
  }
  auto& indexed = std::get<daemon::Indexed>(indexing);
  daemon::ContentWarnings warnings(log);
  warnings.report(indexed);
  report(log, LogLevel::info, Event::indexed,
         "indexed " + daemon::summary_of(*indexed.site) + " in " +
             std::to_string(indexed.took.count()) + "ms");

  report(log, LogLevel::info, Event::delivery, plan::explain(options.policy));

  // libuv reads it when its threadpool is first used.
  setenv("UV_THREADPOOL_SIZE", std::to_string(limits.io_threads).c_str(), 1);
  daemon::Instance instance(options, limits,
                            {content, std::move(indexed.site), std::move(follower), indexed.took},
                            warnings, std::move(sockets), manager, output);
  if (const auto trouble = instance.run()) return fail(log, daemon::kExitCannotListen, *trouble);
  report(log, LogLevel::info, Event::stopped, "stopped");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  daemon::hold_reload_signal();
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
