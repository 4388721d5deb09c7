#include "net/token_bucket.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ranged::net {
namespace {

TEST(TokenBucket, BeginsFullAndFillsAtItsRate) {
  const struct {
    std::uint64_t rate, capacity, taken, after, expected;
  } cases[] = {
      {1000, 500, 0, 0, 500},
      {1000, 500, 500, 0, 0},
      {1000, 500, 500, 1, 1},
      {1000, 500, 500, 250, 250},
      {1000, 500, 500, 500, 500},
      {1000, 500, 500, 501, 500},
      {1000, 500, 500, 1ULL << 62U, 500},
      {1000, 500, 200, 0, 300},
      {1000, 500, 700, 100, 0},  // owed
      {1000, 500, 700, 300, 100},
      {1, 10, 10, 999, 0},
      {1, 10, 10, 1000, 1},
      {1ULL << 50U, 1ULL << 50U, 1ULL << 50U, 1, (1ULL << 50U) / 1000},
      {1ULL << 50U, 1ULL << 50U, 1ULL << 50U, 1ULL << 62U, 1ULL << 50U},
  };
  for (const auto& [rate, capacity, taken, after, expected] : cases) {
    constexpr std::uint64_t kBegin = 7;
    TokenBucket bucket(rate, capacity, kBegin);
    bucket.take(taken);
    EXPECT_EQ(bucket.available(kBegin + after), expected)
        << rate << ' ' << capacity << ' ' << taken << ' ' << after;
  }
}

TEST(TokenBucket, IsDueAtTheFirstMillisecondThatHasEnough) {
  const struct {
    std::uint64_t rate, taken, wanted, expected;
  } cases[] = {
      {1000, 0, 500, 0},      {1000, 500, 1, 1},     {1000, 500, 500, 500},
      {1000, 700, 100, 300},  {3000, 500, 100, 34},  {1, 500, 1, 1000},
      {1, 500, 500, 500'000}, {1000, 500, 501, 500},  // more than fits in: when it is full
  };
  for (const auto& [rate, taken, wanted, expected] : cases) {
    TokenBucket bucket(rate, 500, 0);
    bucket.take(taken);
    EXPECT_EQ(bucket.due(wanted, 0), expected) << rate << ' ' << taken << ' ' << wanted;
    if (expected == 0) continue;
    const std::uint64_t enough = std::min<std::uint64_t>(wanted, 500);
    EXPECT_LT(bucket.available(expected - 1), enough);
    EXPECT_GE(bucket.available(expected), enough);
  }
}

/// However often it is asked, nothing is lost of the rate, nor gained.
TEST(TokenBucket, GivesItsRateAndBurstWhateverTheStepsAre) {
  for (const std::uint64_t rate : {7ULL, 999ULL, 1000ULL, 123'457ULL}) {
    for (const std::uint64_t step : {1ULL, 3ULL, 17ULL, 1000ULL}) {
      TokenBucket bucket(rate, 5000 + rate, 0);
      std::uint64_t given = 0;
      std::uint64_t now = 0;
      for (; now < 100'000; now += step) {
        const std::uint64_t octets = bucket.available(now);
        bucket.take(octets);
        given += octets;
      }
      const std::uint64_t last = now - step;
      EXPECT_EQ(given, 5000 + rate + rate * last / 1000) << rate << ' ' << step;
    }
  }
}

TEST(TokenBucket, TakesBackWhatWasNotUsedButIsNeverMoreThanFull) {
  TokenBucket bucket(1000, 500, 0);
  bucket.take(400);
  bucket.give_back(300);
  EXPECT_EQ(bucket.available(0), 400U);
  bucket.give_back(300);
  EXPECT_EQ(bucket.available(0), 500U);
}

TEST(TokenBucket, OfNoRateIsNoLimit) {
  TokenBucket bucket;
  EXPECT_FALSE(bucket.is_limited());
  EXPECT_EQ(bucket.due(1000, 5), 5U);
}

}  // namespace
}  // namespace ranged::net
