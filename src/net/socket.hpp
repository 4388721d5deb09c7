#pragma once

#include <uv.h>

#include <optional>
#include <string>

#include "ranged/net/server.hpp"

// What has to be said to and asked of TCP sockets.

namespace ranged::net {

inline uv_stream_t* stream_of(uv_tcp_t& socket) { return reinterpret_cast<uv_stream_t*>(&socket); }

/// The address of the other side, as the log spells it: an IPv4 peer of a dual-stack listener is
/// plain IPv4. "-" if it is already gone.
std::string peer_name(const uv_tcp_t& socket);

/// The address `socket` is bound to.
std::optional<ListenAddress> local_address(const uv_tcp_t& socket);

/// Octets that the kernel has taken and the peer's has not yet acknowledged.
int unacknowledged(const uv_tcp_t& socket);

/// Sends small answers at once, and keeps what waits in the kernel small enough that a peer that
/// changes his mind does not first get megabytes of what he no longer wants.
void prepare_socket(uv_tcp_t& socket);

}  // namespace ranged::net
