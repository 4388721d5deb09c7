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

struct Peer {
  std::string_view address;
  std::optional<std::uint64_t> port;
};

/// "192.0.2.1:50000", "[2001:db8::1]:50000", or without the port; of anything else all is the
/// address.
Peer peer_of(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto port = colon == text.npos ? std::nullopt : base::parse_number(text.substr(colon + 1));
  auto address = port ? text.substr(0, colon) : text;
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  return {address, port};
}

void add_peer(Facts& facts, std::string_view text) {
  const auto [address, port] = peer_of(text);
  facts.add("REMOTE_ADDR", address);
  if (port) facts.add("REMOTE_PORT", *port);
}

bool is_trusted(std::string_view peer, const http::TrustedProxies& trusted) {
  if (trusted.empty()) return false;
  if (peer == "unix:") return trusted.over_unix;
  const auto address = base::parse_ip_address(peer_of(peer).address);
  return address && trusted.trusts(*address);
}

/// As a peer is spelled.
std::string to_string(const http::ForwardedClient& client) {
  const std::string address = base::to_string(client.address);
  const std::string host = base::is_ipv4(client.address) ? address : '[' + address + ']';
  return client.port ? host + ':' + std::to_string(*client.port) : host;
}

}  // namespace

void ServerLog::on_answered(const net::AccessRecord& record) {
  statistics_.on_answered(record);
  if (access_ == AccessLog::off) return;
  if (access_ == AccessLog::errors && http::code(record.status) < 400) return;
  const std::string number =
      std::to_string(record.connection) + '.' + std::to_string(record.request);
  if (!record.fields || !is_trusted(record.peer, trusted_)) return write_answered(record, number);
  const auto client = http::forwarded_client(*record.fields, trusted_);
  const std::string name = client ? to_string(*client) : std::string(record.peer);
  const auto id = http::forwarded_request_id(*record.fields);
  net::AccessRecord of_client = record;
  of_client.peer = name;
  write_answered(of_client, id.empty() ? number : id);
}

void ServerLog::write_answered(const net::AccessRecord& record, std::string_view request_id) {
  const std::string line = net::format_access_line(record);
  const auto sent = [&record](std::string_view name) {
    return record.fields ? record.fields->find(name).value_or("") : std::string_view();
  };
  const auto query = std::min(record.target.find('?'), record.target.size());
  Facts facts;
  facts.add("HTTP_METHOD", record.method);
  facts.add("HTTP_PATH", record.target.substr(0, query));
  facts.add("HTTP_QUERY", record.target.substr(std::min(query + 1, record.target.size())));
  facts.add("HTTP_STATUS", http::code(record.status));
  facts.add("HTTP_BYTES", record.octets);
  facts.add("HTTP_RANGE", record.range);
  facts.add("HTTP_CONTENT_RANGE", record.content_range);
  facts.add("HTTP_REFERER", sent("Referer"));
  facts.add("HTTP_USER_AGENT", sent("User-Agent"));
  add_peer(facts, record.peer);
  facts.add("DURATION_US", static_cast<std::uint64_t>(record.duration.count()));
  facts.add("CONNECTION_ID", record.connection);
  facts.add("REQUEST_ID", request_id);
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
