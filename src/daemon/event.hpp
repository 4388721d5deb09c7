#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "ranged/base/log.hpp"
#include "ranged/net/server.hpp"

// The kinds of events the daemon reports, as data: each row has its entry in
// systemd/ranged.catalog, which explains it to whoever asks journalctl -x. An id stays what it is
// for ever.

namespace ranged::daemon {

enum class Event : std::uint8_t {
  answered,
  connection_closed,
  summary,
  indexed,
  content_warning,
  delivery,
  listening,
  stopping,
  stopped,
  connection_limit,
  accept_failed,
  descriptor_limit,
  cannot_start,
  reloaded,
  reload_failed,
  content_changed,
  not_followed,
  not_notified,
  records_dropped,
};

struct EventRow {
  Event event;
  base::LogKind kind;
};

inline constexpr EventRow kEvents[] = {
    {Event::answered, {"answered", "24bbfce3cbdd4519aac43cd86225a37f"}},
    {Event::connection_closed, {"connection-closed", "a6b3f3f1af7a442a9a5ffe6388361a14"}},
    {Event::summary, {"summary", "18067426d1474ea2a66b61290d72cf43"}},
    {Event::indexed, {"indexed", "71f92fce3e5a415aa1c6921cee9302f7"}},
    {Event::content_warning, {"content-warning", "106f278659aa469a9360da33f16890cd"}},
    {Event::delivery, {"delivery", "fe3f0d0fb715447a92aa42bebbe2a8a8"}},
    {Event::listening, {"listening", "be4dc6e5692a42e099f2e2e3c2fb50f8"}},
    {Event::stopping, {"stopping", "188e4e5a51fa4dce9679b91cb9534856"}},
    {Event::stopped, {"stopped", "19cf40ad90c0436481cdf2040f47c9a6"}},
    {Event::connection_limit, {"connection-limit", "71ef366f064f4088816cb5fb1df99eb6"}},
    {Event::accept_failed, {"accept-failed", "52bbcc6f92914200905390f0f25e9113"}},
    {Event::descriptor_limit, {"descriptor-limit", "6acd05f057ed4017997a2797cd84fb91"}},
    {Event::cannot_start, {"cannot-start", "4bf8d233eaf94abbb6428b50e75ef835"}},
    {Event::reloaded, {"reloaded", "9d783abfc3c944109a918fc291ccf890"}},
    {Event::reload_failed, {"reload-failed", "b18aac12fb174be5a523b53e9ba8990d"}},
    {Event::content_changed, {"content-changed", "3094d82d8b4444ef9bdb31e36ab616c3"}},
    {Event::not_followed, {"not-followed", "9ca7340e94684e0d87b38804abf15c8e"}},
    {Event::not_notified, {"not-notified", "225c21e3595a46d88704cc2532e86bfb"}},
    {Event::records_dropped, base::kRecordsDropped},
};

constexpr base::LogKind kind_of(Event event) {
  for (const auto& row : kEvents) {
    if (row.event == event) return row.kind;
  }
  return {};
}

constexpr Event event_of(net::Trouble trouble) {
  return trouble == net::Trouble::connection_limit ? Event::connection_limit : Event::accept_failed;
}

/// Writes a record of this kind.
inline void report(base::Log& log, base::LogLevel level, Event event, std::string_view message,
                   std::initializer_list<base::LogField> fields = {}) {
  log.write_record({level, message, kind_of(event), {fields.begin(), fields.size()}});
}

}  // namespace ranged::daemon
