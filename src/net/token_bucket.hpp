#pragma once

#include <cstdint>

// How much may go now, at a rate: arithmetic on octets and milliseconds, no clock.

namespace ranged::net {

/// Fills at `rate` octets a second up to `capacity`, and begins full. More may be taken than there
/// is: then it has to be paid for first. Both are at most 2^50; a rate of 0 is no limit.
class TokenBucket {
 public:
  TokenBucket() = default;
  TokenBucket(std::uint64_t rate, std::uint64_t capacity, std::uint64_t now);

  bool is_limited() const { return rate_ > 0; }

  /// Octets that may go at `now`. Times never go back.
  std::uint64_t available(std::uint64_t now);

  void take(std::uint64_t octets) { level_ -= static_cast<std::int64_t>(octets) * kFine; }

  /// Gives back what was taken and is not used.
  void give_back(std::uint64_t octets);

  /// When `octets`, no more than fit in, will be available; `now` if they are.
  std::uint64_t due(std::uint64_t octets, std::uint64_t now);

 private:
  static constexpr std::int64_t kFine = 1000;  // of an octet: what a rate of one gives in 1 ms

  void fill(std::uint64_t now);

  std::int64_t rate_ = 0;
  std::int64_t full_ = 0;
  std::int64_t level_ = 0;  // in thousandths of octets; below 0: owed
  std::uint64_t filled_ = 0;
};

}  // namespace ranged::net
