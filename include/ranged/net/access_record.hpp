#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"
#include "ranged/net/close_reason.hpp"

// One answered request, and one connection that is over, for the log and the figures. Views are
// valid during the call that hands them over; what a client sent is in them as it came.

namespace ranged::net {

struct AccessRecord {
  std::string_view peer;           ///< "192.0.2.1:50000", "[2001:db8::1]:50000"
  std::string_view method;         ///< as received; empty if the request line was not understood
  std::string_view target;         ///< as received, likewise
  std::string_view range;          ///< the request's Range; empty if there is none
  std::string_view content_range;  ///< the answer's Content-Range; empty if there is none
  http::Status status = http::Status::ok;
  std::uint64_t octets = 0;    ///< of the body, handed to the kernel
  std::uint64_t promised = 0;  ///< of the body; more than `octets` if the answer was cut off
  std::chrono::microseconds duration{0};  ///< from the first octet of the request to the last taken
  bool capped = false;                    ///< the part size left out octets that were asked for
  std::uint64_t connection = 0;           ///< which of the server's connections, from 1
  std::size_t request = 0;                ///< which of the connection's requests, from 1
  std::optional<CloseReason> cut_off_by = {};  ///< what ended the connection before the answer did
  const http::FieldSection* fields = nullptr;  ///< all of the request's, as far as they came
};

struct ClosedRecord {
  CloseReason reason = CloseReason::internal;
  std::string_view peer;         ///< as in AccessRecord; empty if it was never connected
  std::string_view file = {};    ///< of its last answer; empty if there is none
  std::uint64_t connection = 0;  ///< as in AccessRecord
  std::size_t requests = 0;      ///< complete ones it has brought
};

/// `GET /film.mp4 206 5242880 1234us 192.0.2.1:50000 range="bytes=0-" part="bytes
/// 0-5242879/9000000"`; `aborted, of N` is added when the peer did not get all. Control characters
/// are left to the log, which escapes them; a quote in a quoted value becomes an apostrophe.
std::string format_access_line(const AccessRecord& record);

}  // namespace ranged::net
