#include "net/token_bucket.hpp"

#include <algorithm>

namespace ranged::net {

TokenBucket::TokenBucket(std::uint64_t rate, std::uint64_t capacity, std::uint64_t now)
    : rate_(static_cast<std::int64_t>(rate)),
      full_(static_cast<std::int64_t>(capacity) * kFine),
      level_(full_),
      filled_(now) {}

void TokenBucket::fill(std::uint64_t now) {
  if (rate_ == 0 || now <= filled_) return;
  // No longer than fills it: what is elapsed may be any time at all.
  const std::int64_t enough = (full_ - level_) / rate_ + 1;
  const auto elapsed = std::min(now - filled_, static_cast<std::uint64_t>(enough));
  level_ = std::min(full_, level_ + static_cast<std::int64_t>(elapsed) * rate_);
  filled_ = now;
}

std::uint64_t TokenBucket::available(std::uint64_t now) {
  fill(now);
  return level_ < kFine ? 0 : static_cast<std::uint64_t>(level_ / kFine);
}

void TokenBucket::give_back(std::uint64_t octets) {
  level_ = std::min(full_, level_ + static_cast<std::int64_t>(octets) * kFine);
}

std::uint64_t TokenBucket::due(std::uint64_t octets, std::uint64_t now) {
  fill(now);
  const std::int64_t missing = std::min(static_cast<std::int64_t>(octets) * kFine, full_) - level_;
  if (rate_ == 0 || missing <= 0) return now;
  return now + static_cast<std::uint64_t>((missing + rate_ - 1) / rate_);
}

}  // namespace ranged::net
