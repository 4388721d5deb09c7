#include "daemon/summary.hpp"

#include <string>

#include "daemon/event.hpp"
#include "daemon/facts.hpp"
#include "ranged/base/check.hpp"
#include "ranged/base/quantity.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

namespace {

/// What is told of an interval.
struct Figures {
  std::uint64_t successes, redirections, client_errors, server_errors;
  std::uint64_t octets, opened, capped, aborted, unwanted;

  std::uint64_t requests() const {
    return successes + redirections + client_errors + server_errors;
  }
};

Figures figures_of(const net::Statistics& before, const net::Statistics& after) {
  const auto of_class = [&](unsigned hundreds) {
    return after.requests_of_class(hundreds) - before.requests_of_class(hundreds);
  };
  return {of_class(2),
          of_class(3),
          of_class(4),
          of_class(5),
          after.octets() - before.octets(),
          after.opened() - before.opened(),
          after.capped() - before.capped(),
          after.aborted() - before.aborted(),
          after.unwanted_octets() - before.unwanted_octets()};
}

std::string text_of(const Figures& figures, const Interval& interval) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(interval.length).count();
  std::string text = "in " + std::to_string(seconds) + "s: ";
  text += std::to_string(figures.requests()) + " requests (";
  text += std::to_string(figures.successes) + " 2xx, ";
  text += std::to_string(figures.redirections) + " 3xx, ";
  text += std::to_string(figures.client_errors) + " 4xx, ";
  text += std::to_string(figures.server_errors) + " 5xx), ";
  text += base::readable_byte_size(figures.octets) + " sent, ";
  text += std::to_string(figures.capped) + " capped, ";
  text += std::to_string(figures.aborted) + " aborted with ";
  text += base::readable_byte_size(figures.unwanted) + " not wanted; ";
  text += std::to_string(interval.after.connections()) + " connections, ";
  return text += std::to_string(interval.most_connections) + " at most";
}

}  // namespace

void write_summary(base::Log& log, const Interval& interval) {
  const Figures figures = figures_of(interval.before, interval.after);
  if (figures.requests() == 0 && figures.opened == 0) return;
  Facts facts;
  facts.add("REQUESTS", figures.requests());
  facts.add("REQUESTS_2XX", figures.successes);
  facts.add("REQUESTS_3XX", figures.redirections);
  facts.add("REQUESTS_4XX", figures.client_errors);
  facts.add("REQUESTS_5XX", figures.server_errors);
  facts.add("OCTETS", figures.octets);
  facts.add("CONNECTIONS", interval.after.connections());
  facts.add("CONNECTIONS_MOST", interval.most_connections);
  facts.add("CONNECTIONS_OPENED", figures.opened);
  facts.add("PARTS_CAPPED", figures.capped);
  facts.add("ANSWERS_ABORTED", figures.aborted);
  facts.add("OCTETS_UNWANTED", figures.unwanted);
  facts.add("INTERVAL_US", static_cast<std::uint64_t>(interval.length.count()));
  log.write_record(
      {base::LogLevel::info, text_of(figures, interval), kind_of(Event::summary), facts.all()});
}

Summary::Summary(uv_loop_t& loop, net::Statistics& statistics, base::Log& log,
                 std::chrono::milliseconds interval)
    : statistics_(statistics), log_(log), before_(statistics), began_(uv_hrtime()) {
  timer_ = uv::make_timer(loop, this);
  const auto milliseconds = static_cast<std::uint64_t>(interval.count());
  RANGED_CHECK(uv_timer_start(timer_.get(), on_timer, milliseconds, milliseconds) == 0);
}

void Summary::close() {
  timer_.reset();
  write();
}

void Summary::on_timer(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Summary*>(timer->data)->write();
}

void Summary::write() {
  const std::uint64_t now = uv_hrtime();
  write_summary(log_, {before_, statistics_, statistics_.take_most_connections(),
                       std::chrono::microseconds((now - began_) / 1000)});
  before_ = statistics_;
  began_ = now;
}

}  // namespace ranged::daemon
