#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "ranged/base/log.hpp"
#include "ranged/http/forwarded.hpp"
#include "ranged/net/server.hpp"
#include "ranged/net/statistics.hpp"

namespace ranged::daemon {

enum class AccessLog : std::uint8_t { all, errors, off };

/// What the server reports, as log records and as numbers. An access line is info; one about our
/// own failure a warning.
///
/// The fields of a request are HTTP_METHOD, HTTP_PATH (the target as received, without its query),
/// HTTP_QUERY, HTTP_STATUS, HTTP_BYTES (of the body, sent), HTTP_RANGE, HTTP_CONTENT_RANGE,
/// HTTP_REFERER, HTTP_USER_AGENT, REMOTE_ADDR, REMOTE_PORT, DURATION_US, CONNECTION_ID, REQUEST_ID
/// ("7.2" is the second on connection 7) and, if the answer was cut off, CLOSE_REASON. Those of a
/// connection that is closed are REMOTE_ADDR, REMOTE_PORT, CONNECTION_ID, CONNECTION_REQUESTS,
/// CLOSE_REASON and, if we failed, CONTENT_FILE. What is not known, or empty, has no field.
///
/// Of a request from a trusted proxy REMOTE_ADDR and REMOTE_PORT are those of the client, as far as
/// the proxy names him, and REQUEST_ID is the proxy's, if there is one.
class ServerLog final : public net::ServerObserver {
 public:
  /// `log` must outlive it. `on_stopped` is called when nothing is left on the loop.
  ServerLog(base::Log& log, AccessLog access, std::function<void()> on_stopped,
            http::TrustedProxies trusted = {})
      : log_(log),
        access_(access),
        on_stopped_(std::move(on_stopped)),
        trusted_(std::move(trusted)) {}

  net::Statistics& statistics() { return statistics_; }

 private:
  void on_answered(const net::AccessRecord& record) override;
  void write_answered(const net::AccessRecord& record, std::string_view request_id);
  void on_opened() override { statistics_.on_opened(); }
  void on_closed(const net::ClosedRecord& record) override;
  void on_trouble(net::Trouble trouble, std::string_view message) override;
  void on_stopped() override { on_stopped_(); }

  base::Log& log_;
  AccessLog access_;
  net::Statistics statistics_;
  std::function<void()> on_stopped_;
  const http::TrustedProxies trusted_;
};

}  // namespace ranged::daemon
