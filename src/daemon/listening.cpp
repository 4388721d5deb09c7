#include "daemon/listening.hpp"

#include <uv.h>

#include <utility>
#include <variant>

#include "daemon/listen_address.hpp"

namespace ranged::daemon {

std::string conflict_of(const Options& options, const std::vector<PassedSocket>& passed) {
  if (passed.empty()) return {};
  if (!options.listen.empty()) {
    return "the service manager passed " + std::to_string(passed.size()) +
           " sockets to listen on, and --listen or --port names addresses besides: take the flag "
           "out, or disable the socket unit";
  }
  if (options.port_sharing == net::PortSharing::shared) {
    return "--reuse-port comes too late for sockets that the service manager passed: take the flag "
           "out, and say ReusePort=yes in the socket unit";
  }
  return {};
}

std::optional<std::string> Listening::begin(net::Server& server, const Options& options,
                                            std::vector<PassedSocket> passed) {
  for (auto& socket : passed) {
    const auto opening = opening_of(socket);
    const int error = server.listen(std::move(socket.fd), net::Backlog::another, opening);
    if (error != 0) {
      return "cannot listen on the socket \"" + socket.name +
             "\" of the service manager: " + uv_strerror(error) + "; look at the socket unit";
    }
  }
  if (!passed.empty()) return std::nullopt;

  auto endpoints = options.listen;
  if (endpoints.empty()) endpoints.emplace_back(net::ListenAddress{});
  return begin(server, endpoints, options.port_sharing, "--listen");
}

std::optional<std::string> Listening::begin(net::Server& server,
                                            const std::vector<net::Endpoint>& endpoints,
                                            net::PortSharing sharing, std::string_view flag) {
  for (const auto& endpoint : endpoints) {
    const auto* const address = std::get_if<net::ListenAddress>(&endpoint);
    auto trouble = address ? listen(server, *address, sharing, flag)
                           : listen(server, std::get<net::UnixAddress>(endpoint));
    if (trouble) return trouble;
  }
  return std::nullopt;
}

std::optional<std::string> Listening::listen(net::Server& server, const net::ListenAddress& address,
                                             net::PortSharing sharing, std::string_view flag) {
  const auto found = resolve(address);
  if (const auto* error = std::get_if<std::string>(&found)) {
    return "cannot listen on " + net::to_string(address) + ": " + *error +
           "; give a numeric address, such as 127.0.0.1:8080";
  }
  for (const auto& numeric : std::get<std::vector<net::ListenAddress>>(found)) {
    const int error = server.listen(numeric, sharing);
    if (error != 0) {
      return std::string("cannot listen on ")
          .append(net::to_string(numeric) + ": " + uv_strerror(error))
          .append("; choose another address with ")
          .append(flag)
          .append(" HOST:PORT");
    }
  }
  return std::nullopt;
}

std::optional<std::string> Listening::listen(net::Server& server, const net::UnixAddress& address) {
  auto listening = listen_at(address.path);
  if (auto* message = std::get_if<std::string>(&listening)) return std::move(*message);
  auto& socket = std::get<UnixSocket>(listening);
  files_.push_back(std::move(socket.file));
  const int error = server.listen(std::move(socket.fd), net::Backlog::ours, address.opening);
  if (error == 0) return std::nullopt;
  return "cannot listen on " + net::to_string(address) + ": " + uv_strerror(error);
}

}  // namespace ranged::daemon
