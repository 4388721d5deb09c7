#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "ranged/content/content_index.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/net/access_record.hpp"
#include "ranged/net/close_reason.hpp"
#include "ranged/net/endpoint.hpp"
#include "ranged/net/figures.hpp"
#include "ranged/net/limits.hpp"
#include "ranged/net/pages.hpp"
#include "ranged/plan/policy.hpp"

struct uv_loop_s;

// A server on a libuv loop: listens, accepts, answers, drains. Everything it knows of HTTP it asks
// plan; it never decides an answer.

namespace ranged::net {

/// Who else may listen on the same address.
enum class PortSharing : std::uint8_t {
  exclusive,
  shared,  ///< other processes of the same user that ask for it too: the kernel spreads connections
};

/// Who accepts the connections that wait in the kernel when the server drains.
enum class Backlog : std::uint8_t {
  ours,     ///< we do, before we close the socket: nobody else has it, and they would be lost
  another,  ///< whoever else has the socket: they are left to him
};

/// What is served, and how. Shared, so that it may be exchanged. The root is shared with every
/// lookup in flight as well, and with the next site if that is of the same folder.
struct Site {
  Site(std::shared_ptr<const content::ContentRoot> root_, content::ContentIndex index_,
       plan::Policy policy_);

  std::shared_ptr<const content::ContentRoot> root;
  content::ContentIndex index;
  plan::Policy policy;
};

/// What the server could not do.
enum class Trouble : std::uint8_t {
  connection_limit,  ///< accept, because as many are connected as may be; the others wait
  accept_failed,     ///< accept one, because the system refused
};

/// Told what happens. Called from the loop only, never from inside a method of Server.
class ServerObserver {
 public:
  virtual void on_answered(const AccessRecord& record) = 0;
  virtual void on_opened() {}  ///< one more connection; on_closed() comes for each
  virtual void on_closed(const ClosedRecord& record) = 0;
  virtual void on_trouble(Trouble trouble, std::string_view message) = 0;  ///< worth a warning
  virtual void on_stopped() = 0;  ///< after drain() or abort(), when nothing is left on the loop

 protected:
  ~ServerObserver() = default;
};

class Server {
 public:
  /// `loop` and `observer` must outlive the server, and the loop must be run until closed() after
  /// it was told to drain() or abort() before the server may go.
  Server(uv_loop_s& loop, std::shared_ptr<const Site> site, const Limits& limits,
         ServerObserver& observer);

  /// One that serves no folder: `pages`, which must outlive it, has every answer.
  Server(uv_loop_s& loop, Pages& pages, const Limits& limits, ServerObserver& observer);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Starts to listen. 0, or a libuv error: UV_EINVAL for a host that is not a numeric address.
  [[nodiscard]] int listen(const ListenAddress& address,
                           PortSharing sharing = PortSharing::exclusive);

  /// The same on a stream socket of TCP or Unix that is bound, and may be listening already. Takes
  /// it over in any case; what is left of a Unix socket's file is its owner's matter.
  [[nodiscard]] int listen(base::UniqueFd socket, Backlog backlog,
                           Opening opening = Opening::request);

  /// What is really listened on.
  std::vector<Endpoint> endpoints() const;

  std::size_t connections() const;
  Figures figures() const;

  /// Only if it has a folder: serves `site` from the next request on. What is being answered is
  /// finished as it began; which files names stand for is looked up anew.
  void exchange(std::shared_ptr<const Site> site);

  /// The same if `site` is of the same folder as before, and no names but those that stand directly
  /// in `folders`, which are resolved, may stand for something else.
  void exchange(std::shared_ptr<const Site> site, const std::vector<std::string>& folders);

  /// From now on every answer says close. In the loop's next turn: accepts what waits in a backlog
  /// that is ours, as long as connections are allowed, and listens no more; closes idle
  /// connections, unless a request has come that was not read yet; gives those that never had one
  /// the newcomer timeout to send it; lets answers finish; aborts when the drain timeout has
  /// passed. So whoever was connected, and asks at once, is answered. May be called twice.
  void drain();

  /// Stops accepting and closes every connection; an answer that is cut off ends in a reset.
  void abort();

  /// Nothing is left on the loop: after drain() or abort(), and their callbacks.
  bool closed() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ranged::net
