#include "ranged/content/representation.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace ranged::content {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

TEST(Representation, TheEntityTagIsTimeAndLengthInHexadecimal) {
  const struct {
    std::int64_t modified;
    std::uint64_t length;
    std::string_view expected;
  } cases[] = {
      {0, 0, "\"0-0\""},
      {1, 10, "\"1-a\""},
      {1'700'000'000'123'456'789, 5'242'880, "\"17979cfe3d85cd15-500000\""},
      {-1, 1, "\"-1-1\""},
      {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::uint64_t>::max(),
       "\"7fffffffffffffff-ffffffffffffffff\""},
      {std::numeric_limits<std::int64_t>::min(), 1, "\"-8000000000000000-1\""},
  };
  for (const auto& [modified, length, expected] : cases) {
    EXPECT_EQ(entity_tag_of({length, FileTime(modified), "video/mp4"}), expected) << modified;
  }
}

TEST(Representation, LastModifiedIsInWholeSecondsAndNeverLaterThanNow) {
  const struct {
    std::int64_t modified, now, expected;
  } cases[] = {
      {0, 100, 0},
      {5 * kSecond, 100, 5},
      {5 * kSecond + 1, 100, 5},
      {6 * kSecond - 1, 100, 5},
      {-1, 100, -1},  // down, not towards zero
      {-kSecond, 100, -1},
      {-kSecond - 1, 100, -2},
      {100 * kSecond + 1, 100, 100},
      {101 * kSecond, 100, 100},
      {std::numeric_limits<std::int64_t>::max(), 100, 100},
      {std::numeric_limits<std::int64_t>::min(), 100, -9'223'372'037},
  };
  for (const auto& [modified, now, expected] : cases) {
    const Representation representation{3, FileTime(modified), "video/mp4"};
    const auto validators = validators_of(representation, http::Seconds(std::chrono::seconds(now)));
    EXPECT_EQ(validators.last_modified, http::Seconds(std::chrono::seconds(expected))) << modified;
    EXPECT_EQ(validators.entity_tag, entity_tag_of(representation)) << modified;
  }
}

TEST(Representation, ACodingIsPartOfItsTag) {
  EXPECT_EQ(entity_tag_of({10, FileTime{1}, "text/css", "br"}), "\"1-a-br\"");
  EXPECT_EQ(entity_tag_of({10, FileTime{1}, "text/css", "gzip"}), "\"1-a-gzip\"");
  EXPECT_EQ(entity_tag_of({10, FileTime{1}, "text/css"}), "\"1-a\"");
}

}  // namespace
}  // namespace ranged::content
