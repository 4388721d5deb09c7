#include "daemon/server_log.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "daemon/event.hpp"
#include "daemon/journal_entry.hpp"
#include "ranged/base/json.hpp"
#include "support/naive_journal.hpp"
#include "support/naive_json.hpp"
#include "support/random_octets.hpp"

namespace ranged::daemon {
namespace {

using base::LogLevel;
using http::Status;
using net::CloseReason;

/// Keeps "level: message" of each record, line by line, and the last as its sinks would write it.
class RecordingLog final : public base::Log {
 public:
  void write(LogLevel level, std::string_view message) override { write_record({level, message}); }
  void write_record(const base::LogRecord& record) override {
    constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
    text.append(kNames[static_cast<std::size_t>(record.level)]).append(": ");
    text.append(record.message) += '\n';
    encode_journal_entry(record, entry);
    json = base::format_json(record, {}, 1'000'000);
  }

  /// The fields of the last record, without those that every record has.
  std::map<std::string, std::string> fields() const {
    std::map<std::string, std::string> fields;
    const auto parsed = test::parse_journal_entry(entry).value();
    for (const auto& [name, value] : parsed) fields[name] = value;
    for (const char* const name : {"PRIORITY", "SYSLOG_IDENTIFIER", "MESSAGE"}) fields.erase(name);
    return fields;
  }

  std::string text;
  std::string entry;
  std::string json;
};

using Fields = std::map<std::string, std::string>;

std::string id_of(Event event) { return std::string(kind_of(event).id); }

net::AccessRecord record_of(Status status) {
  return {"192.0.2.1:50000", "GET", "/a", "", "", status, 5, 5, std::chrono::microseconds{7}};
}

/// What is written of one request.
Fields fields_of(const net::AccessRecord& record) {
  RecordingLog log;
  ServerLog server_log(log, AccessLog::all, [] {});
  static_cast<net::ServerObserver&>(server_log).on_answered(record);
  return log.fields();
}

TEST(ServerLog, WritesTheAccessLinesThatWereAskedFor) {
  constexpr std::string_view kLine = "info: GET /a ";
  const struct {
    AccessLog access;
    Status status;
    bool expected;
  } cases[] = {
      {AccessLog::all, Status::ok, true},
      {AccessLog::all, Status::not_modified, true},
      {AccessLog::all, Status::not_found, true},
      {AccessLog::errors, Status::ok, false},
      {AccessLog::errors, Status::partial_content, false},
      {AccessLog::errors, Status::not_modified, false},
      {AccessLog::errors, Status::bad_request, true},
      {AccessLog::errors, Status::service_unavailable, true},
      {AccessLog::off, Status::ok, false},
      {AccessLog::off, Status::internal_server_error, false},
  };
  for (const auto& [access, status, expected] : cases) {
    RecordingLog log;
    ServerLog server_log(log, access, [] {});
    net::ServerObserver& observer = server_log;
    observer.on_answered(record_of(status));
    EXPECT_EQ(log.text.starts_with(kLine), expected)
        << static_cast<int>(access) << ' ' << http::code(status);
    EXPECT_EQ(log.text.empty(), !expected) << static_cast<int>(access) << ' ' << http::code(status);
  }
}

TEST(ServerLog, OfARequestEveryFactIsAField) {
  net::AccessRecord record = record_of(Status::partial_content);
  record.target = "/film.mp4?at=3&b=?";
  record.range = "bytes=0-";
  record.content_range = "bytes 0-4/100";
  record.promised = 9;
  const http::FieldSection fields{{"Referer", "http://a/"}, {"User-Agent", "Player/1"}};
  record.fields = &fields;
  record.connection = 7;
  record.request = 2;
  record.cut_off_by = CloseReason::peer_reset;
  EXPECT_EQ(fields_of(record), (Fields{{"MESSAGE_ID", id_of(Event::answered)},
                                       {"HTTP_METHOD", "GET"},
                                       {"HTTP_PATH", "/film.mp4"},
                                       {"HTTP_QUERY", "at=3&b=?"},
                                       {"HTTP_STATUS", "206"},
                                       {"HTTP_BYTES", "5"},
                                       {"HTTP_RANGE", "bytes=0-"},
                                       {"HTTP_CONTENT_RANGE", "bytes 0-4/100"},
                                       {"HTTP_REFERER", "http://a/"},
                                       {"HTTP_USER_AGENT", "Player/1"},
                                       {"REMOTE_ADDR", "192.0.2.1"},
                                       {"REMOTE_PORT", "50000"},
                                       {"DURATION_US", "7"},
                                       {"CONNECTION_ID", "7"},
                                       {"REQUEST_ID", "7.2"},
                                       {"CLOSE_REASON", "peer-reset"}}));
}

TEST(ServerLog, WhatIsNotKnownHasNoField) {
  EXPECT_EQ(fields_of({}), (Fields{{"MESSAGE_ID", id_of(Event::answered)},
                                   {"HTTP_STATUS", "200"},
                                   {"HTTP_BYTES", "0"},
                                   {"DURATION_US", "0"},
                                   {"CONNECTION_ID", "0"},
                                   {"REQUEST_ID", "0.0"}}));
}

TEST(ServerLog, ThePeerIsAnAddressAndAPort) {
  const struct {
    std::string_view peer, address, port;
  } cases[] = {
      {"192.0.2.1:50000", "192.0.2.1", "50000"},
      {"[2001:db8::1]:443", "2001:db8::1", "443"},
      {"[fe80::1%eth0]:1", "fe80::1%eth0", "1"},
      {"-", "-", ""},
      {"unix", "unix", ""},
      {"unix:", "unix:", ""},
      {"unix:/run/a:b", "unix:/run/a:b", ""},
  };
  for (const auto& [peer, address, port] : cases) {
    net::AccessRecord record = record_of(Status::ok);
    record.peer = peer;
    Fields fields = fields_of(record);
    EXPECT_EQ(fields["REMOTE_ADDR"], address) << peer;
    EXPECT_EQ(fields["REMOTE_PORT"], port) << peer;
  }
}

TEST(ServerLog, OfARequestFromATrustedProxyTheClientIsTheOneHeNames) {
  const http::TrustedProxies trusted{{base::parse_ip_network("10.0.0.0/8").value()}, true};
  const http::FieldSection named{{"X-Forwarded-For", "192.0.2.9"}, {"X-Request-Id", "abc-1"}};
  const http::FieldSection named_v6{{"Forwarded", "for=\"[2001:db8::1]:443\""}};
  const http::FieldSection named_v6_alone{{"X-Forwarded-For", "2001:db8::1"}};
  const http::FieldSection unnamed{{"X-Forwarded-For", "unknown"}, {"X-Request-Id", "a b"}};
  const struct {
    std::string_view peer;
    const http::FieldSection& fields;
    std::string_view address, port, id;
  } cases[] = {
      {"10.0.0.1:5000", named, "192.0.2.9", "", "abc-1"},
      {"10.0.0.1:5000", named_v6, "2001:db8::1", "443", "7.2"},
      {"10.0.0.1:5000", named_v6_alone, "2001:db8::1", "", "7.2"},
      {"10.0.0.1:5000", unnamed, "10.0.0.1", "5000", "7.2"},
      {"unix:", named, "192.0.2.9", "", "abc-1"},

      {"192.0.2.1:5000", named, "192.0.2.1", "5000", "7.2"},
      {"[fd00::1]:5000", named, "fd00::1", "5000", "7.2"},
      {"-", named, "-", "", "7.2"},
  };
  for (const auto& [peer, fields, address, port, id] : cases) {
    net::AccessRecord record = record_of(Status::ok);
    record.peer = peer;
    record.fields = &fields;
    record.connection = 7;
    record.request = 2;
    RecordingLog log;
    ServerLog server_log(
        log, AccessLog::all, [] {}, trusted);
    static_cast<net::ServerObserver&>(server_log).on_answered(record);
    Fields written = log.fields();
    EXPECT_EQ(written["REMOTE_ADDR"], address) << peer;
    EXPECT_EQ(written["REMOTE_PORT"], port) << peer;
    EXPECT_EQ(written["REQUEST_ID"], id) << peer;
    EXPECT_EQ(written["CONNECTION_ID"], "7") << peer;
    EXPECT_NE(log.text.find(address), std::string::npos) << log.text;
  }
}

TEST(ServerLog, NobodyIsTrustedUnlessItWasSaid) {
  const http::FieldSection fields{{"X-Forwarded-For", "192.0.2.9"}, {"X-Request-Id", "abc-1"}};
  for (const std::string_view peer : {"127.0.0.1:1", "unix:"}) {
    net::AccessRecord record = record_of(Status::ok);
    record.peer = peer;
    record.fields = &fields;
    Fields written = fields_of(record);
    EXPECT_EQ(written["REMOTE_ADDR"], peer == "unix:" ? peer : "127.0.0.1");
    EXPECT_EQ(written["REQUEST_ID"], "0.0");
  }
}

/// Whatever a client sends, wherever: the fields are those there are, each once, with its octets.
TEST(ServerLog, NobodyForgesAFieldOrALine) {
  const std::set<std::string> names = {
      "PRIORITY",      "SYSLOG_IDENTIFIER",  "MESSAGE_ID",  "MESSAGE",     "HTTP_METHOD",
      "HTTP_PATH",     "HTTP_QUERY",         "HTTP_STATUS", "HTTP_BYTES",  "HTTP_RANGE",
      "HTTP_REFERER",  "HTTP_CONTENT_RANGE", "REMOTE_ADDR", "REMOTE_PORT", "HTTP_USER_AGENT",
      "CONNECTION_ID", "REQUEST_ID",         "DURATION_US"};
  test::RandomOctets random(4);
  RecordingLog log;
  ServerLog server_log(log, AccessLog::all, [] {});
  for (int round = 0; round < 5'000; ++round) {
    const std::string method = random.text(20), target = random.text(80), range = random.text(40),
                      part = random.text(40), referer = random.text(80), agent = random.text(80),
                      peer = random.text(20);
    net::AccessRecord record = record_of(Status::bad_request);
    record.peer = peer;
    record.method = method;
    record.target = target;
    record.range = range;
    record.content_range = part;
    const http::FieldSection fields{{"Referer", referer}, {"User-Agent", agent}};
    record.fields = &fields;
    static_cast<net::ServerObserver&>(server_log).on_answered(record);

    const auto entry = test::parse_journal_entry(log.entry);
    ASSERT_TRUE(entry) << log.entry;
    std::set<std::string> seen;
    for (const auto& [name, value] : *entry) {
      ASSERT_TRUE(names.contains(name) && seen.insert(name).second) << name;
    }
    const auto expect = [&](const char* name, const std::string& octets) {
      const auto value = test::value_of(*entry, name);
      ASSERT_EQ(value ? test::unescape_controls(*value) : "", octets) << name;
    };
    expect("HTTP_METHOD", method);
    expect("HTTP_PATH", target.substr(0, target.find('?')));
    expect("HTTP_RANGE", range);
    expect("HTTP_CONTENT_RANGE", part);
    expect("HTTP_REFERER", referer);
    expect("HTTP_USER_AGENT", agent);

    const auto members = test::parse_json_object(log.json);
    ASSERT_TRUE(members) << log.json;
    ASSERT_EQ(members->size(), entry->size());  // "time" in place of SYSLOG_IDENTIFIER
  }
}

TEST(ServerLog, WarnsOfOurOwnFailuresAndNamesTheFile) {
  for (const auto& row : net::kCloseReasons) {
    RecordingLog log;
    ServerLog server_log(log, AccessLog::all, [] {});
    net::ServerObserver& observer = server_log;
    observer.on_closed({row.reason, "192.0.2.1:50000", "clips/a.mp4", 7, 2});
    EXPECT_TRUE(log.text.starts_with(row.warns ? "warning: " : "debug: ")) << log.text;
    EXPECT_NE(log.text.find("192.0.2.1:50000"), std::string::npos) << log.text;
    EXPECT_NE(log.text.find(row.name), std::string::npos) << log.text;
    EXPECT_EQ(log.text.find("clips/a.mp4") != std::string::npos, row.warns) << log.text;
    Fields expected = {{"MESSAGE_ID", id_of(Event::connection_closed)},
                       {"REMOTE_ADDR", "192.0.2.1"},
                       {"REMOTE_PORT", "50000"},
                       {"CONNECTION_ID", "7"},
                       {"CONNECTION_REQUESTS", "2"},
                       {"CLOSE_REASON", std::string(row.name)}};
    if (row.warns) expected["CONTENT_FILE"] = "clips/a.mp4";
    EXPECT_EQ(log.fields(), expected);
  }
}

TEST(ServerLog, TroubleIsAWarningOfItsKindAndTheEndIsPassedOn) {
  RecordingLog log;
  int stops = 0;
  ServerLog server_log(log, AccessLog::off, [&stops] { ++stops; });
  net::ServerObserver& observer = server_log;
  observer.on_trouble(net::Trouble::accept_failed, "no descriptors");
  EXPECT_EQ(log.text, "warning: no descriptors\n");
  EXPECT_EQ(log.fields(), (Fields{{"MESSAGE_ID", id_of(Event::accept_failed)}}));
  observer.on_trouble(net::Trouble::connection_limit, "full");
  EXPECT_EQ(log.fields(), (Fields{{"MESSAGE_ID", id_of(Event::connection_limit)}}));
  EXPECT_EQ(stops, 0);
  observer.on_stopped();
  EXPECT_EQ(stops, 1);
}

TEST(ServerLog, CountsWhatItIsToldWhetherItIsWrittenOrNot) {
  RecordingLog log;
  ServerLog server_log(log, AccessLog::off, [] {});
  net::ServerObserver& observer = server_log;
  observer.on_opened();
  observer.on_opened();
  observer.on_answered(record_of(Status::ok));
  observer.on_closed({CloseReason::idle_timeout, "a"});
  EXPECT_EQ(server_log.statistics().requests_of_class(2), 1u);
  EXPECT_EQ(server_log.statistics().octets(), 5u);
  EXPECT_EQ(server_log.statistics().connections(), 1u);
  EXPECT_EQ(server_log.statistics().closed(CloseReason::idle_timeout), 1u);
}

}  // namespace
}  // namespace ranged::daemon
