#pragma once

#include <cstdint>
#include <string_view>

// Why a connection ended, as data: log field, test expectation and documentation are its rows.

namespace ranged::net {

enum class CloseReason : std::uint8_t {
  peer_closed,
  not_persistent,
  idle_timeout,
  head_timeout,
  send_timeout,
  linger_timeout,
  peer_reset,
  refused,
  peer_limit,
  no_proxy_header,
  short_file,
  changed_file,
  read_error,
  draining,
  aborted,
  internal,
};

struct CloseReasonRow {
  CloseReason reason;
  std::string_view name;
  bool warns;  ///< worth a warning: our side failed, or a proxy, not the peer
  std::string_view meaning;
};

inline constexpr CloseReasonRow kCloseReasons[] = {
    {CloseReason::peer_closed, "peer-closed", false, "the peer closed, between or inside requests"},
    {CloseReason::not_persistent, "not-persistent", false, "the last answer said close"},
    {CloseReason::idle_timeout, "idle-timeout", false, "no request for the idle timeout"},
    {CloseReason::head_timeout, "head-timeout", false,
     "a request took longer than the head timeout"},
    {CloseReason::send_timeout, "send-timeout", false,
     "the peer took nothing for the send timeout"},
    {CloseReason::linger_timeout, "linger-timeout", false, "the peer did not close after our FIN"},
    {CloseReason::peer_reset, "peer-reset", false, "reading or writing failed: the peer is gone"},
    {CloseReason::refused, "refused", false, "a malformed or oversized request was answered"},
    {CloseReason::peer_limit, "peer-limit", false,
     "its address had as many connections as it may; answered 503"},
    {CloseReason::no_proxy_header, "no-proxy-header", true,
     "it was accepted on a proxy: address and does not begin with a PROXY header"},
    {CloseReason::short_file, "short-file", true,
     "a file ended before what had been promised of it"},
    {CloseReason::changed_file, "changed-file", true, "a file was changed while it was being sent"},
    {CloseReason::read_error, "read-error", true, "a file could not be read after the head"},
    {CloseReason::draining, "draining", false, "the server is stopping"},
    {CloseReason::aborted, "aborted", false, "the server stopped before the answer was sent"},
    {CloseReason::internal, "internal", true, "a system call failed that should not"},
};

constexpr const CloseReasonRow& row_of(CloseReason reason) {
  for (const auto& row : kCloseReasons) {
    if (row.reason == reason) return row;
  }
  return kCloseReasons[0];
}

}  // namespace ranged::net
