#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "ranged/base/log.hpp"
#include "ranged/net/server.hpp"

namespace ranged::daemon {

enum class AccessLog : std::uint8_t { all, errors, off };

/// What the server reports, as log lines. An access line is info; one about our own failure a
/// warning.
class ServerLog final : public net::ServerObserver {
 public:
  /// `log` must outlive it. `on_stopped` is called when nothing is left on the loop.
  ServerLog(base::Log& log, AccessLog access, std::function<void()> on_stopped)
      : log_(log), access_(access), on_stopped_(std::move(on_stopped)) {}

 private:
  void on_answered(const net::AccessRecord& record) override;
  void on_closed(const net::ClosedRecord& record) override;
  void on_trouble(net::Trouble, std::string_view message) override { log_.warning(message); }
  void on_stopped() override { on_stopped_(); }

  base::Log& log_;
  AccessLog access_;
  std::function<void()> on_stopped_;
};

}  // namespace ranged::daemon
