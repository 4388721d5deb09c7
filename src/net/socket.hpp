#pragma once

#include <uv.h>

#include <optional>
#include <string>

#include "ranged/base/ip_address.hpp"
#include "ranged/net/server.hpp"

// What has to be said to and asked of stream sockets. All of them, those of Unix too, are libuv's
// TCP streams: its pipes do the same system calls, and have no way to reset.

namespace ranged::net {

inline uv_stream_t* stream_of(uv_tcp_t& socket) { return reinterpret_cast<uv_stream_t*>(&socket); }

/// The address of the other side, as the log spells it: an IPv4 peer of a dual-stack listener is
/// plain IPv4, and one of a Unix socket, who has no name, is "unix:". "-" if it is already gone.
std::string peer_name(const uv_tcp_t& socket);

/// The same as an address; nullopt if there is none, as of a Unix socket.
std::optional<base::IpAddress> peer_address(const uv_tcp_t& socket);

/// Where `socket` is bound.
std::optional<Endpoint> local_endpoint(const uv_tcp_t& socket);

/// Octets that the kernel has taken and the peer's has not yet acknowledged. Of a Unix socket, what
/// the peer has not read, with the kernel's own expenses: 0 where it is nothing, else only a
/// measure.
int unacknowledged(const uv_tcp_t& socket);

/// Sends small answers at once, and keeps what waits in the kernel small enough that a peer that
/// changes his mind does not first get megabytes of what he no longer wants.
void prepare_socket(uv_tcp_t& socket);

}  // namespace ranged::net
