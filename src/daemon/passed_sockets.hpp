#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "ranged/net/endpoint.hpp"

// Sockets that the service manager listens on and hands over when it starts us (sd_listen_fds(3)).

namespace ranged::daemon {

struct PassedSocket {
  base::UniqueFd fd;  ///< listening; TCP or Unix
  std::string name;   ///< FileDescriptorName= of the socket unit; may be empty
};

/// With a PROXY header on sockets of the name "proxy".
net::Opening opening_of(const PassedSocket& socket);

/// What LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES say is ours; nothing if they are meant for
/// another process. Unsets them: no child is to take them for its own. Otherwise what is wrong with
/// the first socket that cannot be served, and what to do.
std::variant<std::vector<PassedSocket>, std::string> take_passed_sockets();

/// What is wrong with `fd` as a socket to serve; empty if nothing is.
std::string fault_of_socket(int fd);

}  // namespace ranged::daemon
