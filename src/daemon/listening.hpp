#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/options.hpp"
#include "daemon/passed_sockets.hpp"
#include "daemon/unix_socket.hpp"
#include "ranged/net/server.hpp"

namespace ranged::daemon {

/// What is wrong with options that name addresses, or ask to share them, beside passed sockets;
/// none were, or nothing is, if it is empty.
std::string conflict_of(const Options& options, const std::vector<PassedSocket>& passed);

/// What the daemon listens on. The files of its Unix sockets live as long as it.
class Listening {
 public:
  /// Has `server` listen on the sockets that were passed, or else wherever the options say.
  /// Otherwise what is wrong with the first that cannot be listened on, and what to do. May block:
  /// for start-up.
  std::optional<std::string> begin(net::Server& server, const Options& options,
                                   std::vector<PassedSocket> passed);

  /// The same at `endpoints`, which `flag` has named.
  std::optional<std::string> begin(net::Server& server, const std::vector<net::Endpoint>& endpoints,
                                   net::PortSharing sharing, std::string_view flag);

 private:
  std::optional<std::string> listen(net::Server& server, const net::ListenAddress& address,
                                    net::PortSharing sharing, std::string_view flag);
  std::optional<std::string> listen(net::Server& server, const net::UnixAddress& address);

  std::vector<UnixSocketFile> files_;
};

}  // namespace ranged::daemon
