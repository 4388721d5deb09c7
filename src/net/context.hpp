#pragma once

#include <uv.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "file/block_cache.hpp"
#include "file/file_cache.hpp"
#include "file/io_queue.hpp"
#include "net/date_clock.hpp"
#include "net/deadlines.hpp"
#include "net/documents.hpp"
#include "net/pacer.hpp"
#include "net/peer_counts.hpp"
#include "net/turns.hpp"
#include "ranged/net/limits.hpp"
#include "ranged/net/server.hpp"
#include "ranged/plan/router.hpp"

namespace ranged::net {

/// What all connections of one server share. Outlives them.
struct Context {
  Context(uv_loop_t& loop_, std::shared_ptr<const Site> site_, Pages* pages_, const Limits& limits_,
          ServerObserver& observer_)
      : loop(loop_),
        site(std::move(site_)),
        pages(pages_),
        limits(limits_),
        observer(observer_),
        deadlines(loop_, limits_),
        turns(loop_),
        pacer(loop_, limits_),
        io(std::make_shared<file::IoQueue>(loop_, file::IoBounds::for_threads(limits_.io_threads))),
        files(io, limits_.open_files),
        blocks(io, limits_.cache_size),
        documents(loop_, {}),
        peers(limits_.max_connections_per_ip, limits_.uncounted) {}

  /// Lets go of the loop. Nobody may be connected then.
  void close() {
    deadlines.close();
    turns.close();
    pacer.close();
    files.close();
    documents.close();
  }

  /// An answer at once, or the file to open.
  plan::Route route(const http::Request& request) {
    if (pages) return pages->answer(request);
    return plan::route(request, site->index, site->policy);
  }

  uv_loop_t& loop;
  std::shared_ptr<const Site> site;  ///< one of the two
  Pages* const pages;                ///< is there
  const Limits limits;
  ServerObserver& observer;
  Deadlines deadlines;
  Turns turns;
  Pacer pacer;
  const std::shared_ptr<file::IoQueue> io;
  file::FileCache files;
  file::BlockCache blocks;
  Documents documents;
  PeerCounts peers;
  DateClock clock;
  bool draining = false;
  std::uint64_t octets = 0;  ///< of answers, handed to the kernel so far
  std::array<char, 64 * 1024>
      input{};  ///< what is read is consumed, or copied, before the next read
};

}  // namespace ranged::net
