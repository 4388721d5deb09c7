#include "daemon/server_log.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/event.hpp"
#include "daemon/facts.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

using base::LogLevel;

namespace {

/// "192.0.2.1:50000" and "[2001:db8::1]:50000" as two fields; of anything else all is the address.
void add_peer(Facts& facts, std::string_view peer) {
  const auto colon = peer.rfind(':');
  const auto port = colon == peer.npos ? std::nullopt : base::parse_number(peer.substr(colon + 1));
  if (!port) return facts.add("REMOTE_ADDR", peer);
  auto address = peer.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  facts.add("REMOTE_ADDR", address);
  facts.add("REMOTE_PORT", *port);
}

}  // namespace

void ServerLog::on_answered(const net::AccessRecord& record) {
  statistics_.on_answered(record);
  if (access_ == AccessLog::off) return;
  if (access_ == AccessLog::errors && http::code(record.status) < 400) return;
  const std::string line = net::format_access_line(record);
  const std::string request =
      std::to_string(record.connection) + '.' + std::to_string(record.request);
  const auto query = std::min(record.target.find('?'), record.target.size());
  Facts facts;
  facts.add("HTTP_METHOD", record.method);
  facts.add("HTTP_PATH", record.target.substr(0, query));
  facts.add("HTTP_QUERY", record.target.substr(std::min(query + 1, record.target.size())));
  facts.add("HTTP_STATUS", http::code(record.status));
  facts.add("HTTP_BYTES", record.octets);
  facts.add("HTTP_RANGE", record.range);
  facts.add("HTTP_CONTENT_RANGE", record.content_range);
  facts.add("HTTP_REFERER", record.referer);
  facts.add("HTTP_USER_AGENT", record.user_agent);
  add_peer(facts, record.peer);
  facts.add("DURATION_US", static_cast<std::uint64_t>(record.duration.count()));
  facts.add("CONNECTION_ID", record.connection);
  facts.add("REQUEST_ID", request);
  if (record.cut_off_by) facts.add("CLOSE_REASON", net::row_of(*record.cut_off_by).name);
  log_.write_record({LogLevel::info, line, kind_of(Event::answered), facts.all()});
}

void ServerLog::on_closed(const net::ClosedRecord& record) {
  statistics_.on_closed(record);
  const auto& row = net::row_of(record.reason);
  std::string message("connection of ");
  message.append(record.peer).append(" closed: ").append(row.name).append(": ").append(row.meaning);
  Facts facts;
  add_peer(facts, record.peer);
  facts.add("CONNECTION_ID", record.connection);
  facts.add("CONNECTION_REQUESTS", record.requests);
  facts.add("CLOSE_REASON", row.name);
  if (row.warns && !record.file.empty()) {
    message.append(": \"").append(record.file).append("\"");
    facts.add("CONTENT_FILE", record.file);
  }
  log_.write_record({row.warns ? LogLevel::warning : LogLevel::debug, message,
                     kind_of(Event::connection_closed), facts.all()});
}

void ServerLog::on_trouble(net::Trouble trouble, std::string_view message) {
  report(log_, LogLevel::warning, event_of(trouble), message);
}

}  // namespace ranged::daemon
