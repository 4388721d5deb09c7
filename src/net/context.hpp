#pragma once

#include <uv.h>

#include <array>
#include <cstddef>
#include <memory>

#include "net/date_clock.hpp"
#include "net/deadlines.hpp"
#include "ranged/net/limits.hpp"
#include "ranged/net/server.hpp"

namespace ranged::net {

/// What all connections of one server share. Outlives them.
struct Context {
  Context(uv_loop_t& loop_, std::shared_ptr<const Site> site_, const Limits& limits_,
          ServerObserver& observer_)
      : loop(loop_),
        site(std::move(site_)),
        limits(limits_),
        observer(observer_),
        deadlines(loop_, limits_) {}

  uv_loop_t& loop;
  std::shared_ptr<const Site> site;
  const Limits limits;
  ServerObserver& observer;
  Deadlines deadlines;
  DateClock clock;
  bool draining = false;
  std::array<char, 64 * 1024>
      input{};  ///< what is read is consumed, or copied, before the next read
};

}  // namespace ranged::net
