#include "ranged/net/server.hpp"

#include <uv.h>

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "net/connection.hpp"
#include "net/context.hpp"
#include "net/listener.hpp"
#include "ranged/base/check.hpp"
#include "ranged/plan/router.hpp"
#include "uv/timer.hpp"

namespace ranged::net {

class Server::Impl final : public Listener::Delegate, public Connection::Owner {
 public:
  Impl(uv_loop_t& loop, std::shared_ptr<const Site> site, const Limits& limits,
       ServerObserver& observer)
      : Impl(loop, std::move(site), nullptr, limits, observer) {}
  Impl(uv_loop_t& loop, Pages& pages, const Limits& limits, ServerObserver& observer)
      : Impl(loop, nullptr, &pages, limits, observer) {}
  ~Impl() { RANGED_CHECK(closed()); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// `how` is what Listener::listen() is to be called with.
  template <typename... How>
  int listen(How&&... how) {
    auto listener = std::make_unique<Listener>(context_.loop, *this);
    const int error = listener->listen(std::forward<How>(how)...);
    if (error == 0) listeners_.push_back(std::move(listener));
    return error;
  }

  std::vector<Endpoint> endpoints() const {
    std::vector<Endpoint> result;
    for (const auto& listener : listeners_) result.push_back(listener->endpoint());
    return result;
  }

  std::size_t connections() const { return connections_.size(); }

  Figures figures() const {
    return {.connections = connections_.size(),
            .max_connections = context_.limits.max_connections,
            .octets = context_.octets,
            .block_hits = context_.blocks.hits(),
            .block_misses = context_.blocks.misses(),
            .block_readings = context_.blocks.readings(),
            .block_octets = context_.blocks.octets(),
            .block_capacity = context_.limits.cache_size,
            .open_files = context_.files.files(),
            .file_lookups = context_.files.lookups(),
            .operations_in_flight = context_.io->under_way()};
  }

  void exchange(std::shared_ptr<const Site> site) {
    context_.files.forget();
    context_.documents.forget();
    context_.site = std::move(site);
  }

  void exchange(std::shared_ptr<const Site> site, const std::vector<std::string>& folders) {
    context_.files.forget(folders);
    context_.documents.forget();
    context_.site = std::move(site);
  }

  bool closed() const { return stopped_; }

  void drain() {
    if (std::exchange(context_.draining, true)) return;
    set_timer(std::chrono::milliseconds(0));
  }

  void abort() {
    if (stopped_) return;
    context_.draining = true;
    listeners_.clear();
    for_each_connection([](Connection& connection) { connection.close(CloseReason::aborted); });
    set_timer(std::chrono::milliseconds(0));
  }

 private:
  Impl(uv_loop_t& loop, std::shared_ptr<const Site> site, Pages* pages, const Limits& limits,
       ServerObserver& observer)
      : context_(loop, std::move(site), pages, limits, observer) {
    drain_timer_ = uv::make_timer(loop, this);
  }

  void on_connection(Listener& listener) override {
    if (connections_.size() < context_.limits.max_connections) return accept(listener);
    if (std::exchange(at_limit_, true)) return;
    context_.observer.on_trouble(Trouble::connection_limit,
                                 "connection limit reached; further connections wait");
  }

  void on_accept_failed(int uv_error) override {
    context_.observer.on_trouble(
        Trouble::accept_failed,
        std::string("cannot accept a connection: ") + uv_strerror(uv_error));
  }

  void on_gone(Connection& connection) override {
    connections_.erase(&connection);
    if (context_.draining) {
      if (connections_.empty() && listeners_.empty()) finish();
      return;
    }
    const std::size_t limit = context_.limits.max_connections;
    if (connections_.size() < limit - limit / 10) at_limit_ = false;  // worth a word next time
    accept_waiting();
  }

  /// One, of the listener whose turn it is.
  void accept_waiting() {
    const auto next = std::find_if(listeners_.begin(), listeners_.end(),
                                   [](const auto& listener) { return listener->has_waiting(); });
    if (next == listeners_.end()) return;
    Listener& listener = **next;
    std::rotate(listeners_.begin(), next + 1, listeners_.end());
    accept(listener);
  }

  void accept(Listener& listener) {
    welcome(listener, [&](uv_tcp_t& socket) { return listener.accept(socket); });
  }

  /// `take` makes the socket that it is given that of a peer of `listener`. 0 or a libuv error.
  template <typename Take>
  void welcome(const Listener& listener, Take&& take) {
    auto connection = std::make_unique<Connection>(context_, ++accepted_, *this);
    Connection& accepted = *connection;
    connections_.emplace(&accepted, std::move(connection));
    context_.observer.on_opened();
    if (take(accepted.socket()) != 0) return accepted.close(CloseReason::internal);
    accepted.start(opening_of(listener.endpoint()));
  }

  template <typename Do>
  void for_each_connection(Do&& act) {
    // Connections leave the table in their close callbacks, never inside act().
    for (const auto& [key, connection] : connections_) act(*connection);
  }

  void set_timer(std::chrono::milliseconds duration) {
    uv_timer_start(drain_timer_.get(), on_drain_timer, static_cast<std::uint64_t>(duration.count()),
                   0);
  }

  static void on_drain_timer(uv_timer_t* timer) noexcept {
    auto* const self = static_cast<Impl*>(timer->data);
    if (!self) return;
    self->listeners_.empty() ? self->on_patience_ended() : self->begin_draining();
  }

  void begin_draining() {
    for (const auto& listener : listeners_) accept_the_last(*listener);
    listeners_.clear();
    for_each_connection([](Connection& connection) { connection.drain(); });
    set_timer(connections_.empty() ? std::chrono::milliseconds(0) : context_.limits.drain);
  }

  /// The one at hand is ours whatever the limit says: libuv has accepted it.
  void accept_the_last(Listener& listener) {
    if (listener.has_waiting()) accept(listener);
    while (connections_.size() < context_.limits.max_connections) {
      auto peer = listener.take_from_backlog();
      if (!peer) return;
      welcome(listener, [&](uv_tcp_t& socket) {
        const int error = uv_tcp_open(&socket, peer.get());
        if (error == 0) static_cast<void>(peer.release());
        return error;
      });
    }
  }

  void on_patience_ended() {
    if (connections_.empty()) return finish();
    for_each_connection([](Connection& connection) { connection.close(CloseReason::aborted); });
  }

  void finish() {
    if (std::exchange(stopped_, true)) return;
    context_.close();
    drain_timer_.reset();
    context_.observer.on_stopped();
  }

  Context context_;
  std::vector<std::unique_ptr<Listener>> listeners_;  // first the one that has waited longest
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::uint64_t accepted_ = 0;  // connections, so far
  uv::Handle<uv_timer_t> drain_timer_;
  bool at_limit_ = false;
  bool stopped_ = false;
};

Site::Site(std::shared_ptr<const content::ContentRoot> root_, content::ContentIndex index_,
           plan::Policy policy_)
    : root(std::move(root_)),
      index(std::move(index_)),
      policy(plan::follow_denied(std::move(policy_), index)) {}

Server::Server(uv_loop_s& loop, std::shared_ptr<const Site> site, const Limits& limits,
               ServerObserver& observer)
    : impl_(std::make_unique<Impl>(loop, std::move(site), limits, observer)) {}
Server::Server(uv_loop_s& loop, Pages& pages, const Limits& limits, ServerObserver& observer)
    : impl_(std::make_unique<Impl>(loop, pages, limits, observer)) {}
Server::~Server() = default;

int Server::listen(const ListenAddress& address, PortSharing sharing) {
  return impl_->listen(address, sharing);
}
int Server::listen(base::UniqueFd socket, Backlog backlog, Opening opening) {
  return impl_->listen(std::move(socket), backlog, opening);
}
std::vector<Endpoint> Server::endpoints() const { return impl_->endpoints(); }
std::size_t Server::connections() const { return impl_->connections(); }
Figures Server::figures() const { return impl_->figures(); }
void Server::exchange(std::shared_ptr<const Site> site) { impl_->exchange(std::move(site)); }
void Server::exchange(std::shared_ptr<const Site> site, const std::vector<std::string>& folders) {
  impl_->exchange(std::move(site), folders);
}
void Server::drain() { impl_->drain(); }
void Server::abort() { impl_->abort(); }
bool Server::closed() const { return impl_->closed(); }

}  // namespace ranged::net
