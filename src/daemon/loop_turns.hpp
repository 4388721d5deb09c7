#pragma once

#include <uv.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "uv/handle.hpp"

namespace ranged::daemon {

/// How long things took, in classes.
struct Histogram {
  /// Upper bounds, the last class has none. From less than a block's copy to what a viewer notices.
  static constexpr std::array<std::chrono::microseconds, 12> kBounds{
      std::chrono::microseconds(50),      std::chrono::microseconds(100),
      std::chrono::microseconds(250),     std::chrono::microseconds(500),
      std::chrono::microseconds(1'000),   std::chrono::microseconds(2'500),
      std::chrono::microseconds(5'000),   std::chrono::microseconds(10'000),
      std::chrono::microseconds(25'000),  std::chrono::microseconds(50'000),
      std::chrono::microseconds(100'000), std::chrono::microseconds(1'000'000)};

  void add(std::chrono::nanoseconds duration);

  std::array<std::uint64_t, kBounds.size() + 1> counts{};  ///< of each class alone
  std::chrono::nanoseconds sum{0};
};

/// Measures the turns of a loop, without the time in which it slept: so long an event may have to
/// wait for what others want. Costs two readings of the clock a turn, and wakes nobody.
class LoopTurns {
 public:
  /// `loop` must outlive it. Before the loop runs: libuv is told to note the time it sleeps.
  explicit LoopTurns(uv_loop_t& loop);
  LoopTurns(const LoopTurns&) = delete;
  LoopTurns& operator=(const LoopTurns&) = delete;

  const Histogram& histogram() const { return histogram_; }

  /// Lets go of the loop.
  void close() { turn_handle_.reset(); }

 private:
  static void on_turn(uv_prepare_t* handle) noexcept;
  void note();

  Histogram histogram_;
  std::uint64_t began_ = 0;  // uv_hrtime; 0: no turn yet
  std::uint64_t slept_ = 0;  // nanoseconds, until then
  uv::Handle<uv_prepare_t> turn_handle_;
};

}  // namespace ranged::daemon
