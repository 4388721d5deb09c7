#include "ranged/base/ring.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace ranged::base {
namespace {

struct Letter : RingLink {
  explicit Letter(char c) : letter(c) {}
  char letter;
};

/// Empties the ring.
std::string letters_of(Ring<Letter>& ring) {
  std::string letters;
  while (!ring.empty()) {
    letters += ring.front().letter;
    ring.front().unlink();
  }
  return letters;
}

TEST(Ring, KeepsTheOrderOfArrival) {
  Letter a('a'), b('b'), c('c');
  Ring<Letter> ring;
  EXPECT_TRUE(ring.empty());
  for (auto* letter : {&b, &a, &c}) ring.push_back(*letter);
  EXPECT_EQ(letters_of(ring), "bac");
  EXPECT_FALSE(a.linked());
}

TEST(Ring, WhoIsAddedAgainGoesToTheEndAndLeavesTheRingHeWasIn) {
  Letter a('a'), b('b');
  Ring<Letter> ring;
  Ring<Letter> other;
  for (auto* letter : {&a, &b, &a}) ring.push_back(*letter);
  EXPECT_EQ(letters_of(ring), "ba");
  ring.push_back(a);
  other.push_back(a);
  EXPECT_TRUE(ring.empty());
  EXPECT_EQ(letters_of(other), "a");
}

TEST(Ring, WhoGoesLeavesItAndWhoLeftMayLeaveAgain) {
  Letter a('a'), c('c');
  Ring<Letter> ring;
  ring.push_back(a);
  {
    Letter b('b');
    ring.push_back(b);
    ring.push_back(c);
  }
  c.unlink();
  c.unlink();
  EXPECT_EQ(letters_of(ring), "a");
}

TEST(Ring, TakesAllOfAnother) {
  Letter a('a'), b('b');
  Ring<Letter> ring;
  Ring<Letter> other;
  ring.take(other);
  EXPECT_TRUE(ring.empty());
  for (auto* letter : {&a, &b}) other.push_back(*letter);
  ring.take(other);
  EXPECT_TRUE(other.empty());
  EXPECT_EQ(letters_of(ring), "ab");
}

TEST(Ring, LetsItsItemsGoWhenItGoes) {
  Letter a('a');
  {
    Ring<Letter> ring;
    ring.push_back(a);
  }
  EXPECT_FALSE(a.linked());
}

TEST(RingDeathTest, OnlyAnEmptyOneTakesAnother) {
  Letter a('a'), b('b');
  Ring<Letter> ring;
  Ring<Letter> other;
  ring.push_back(a);
  other.push_back(b);
  EXPECT_DEATH(ring.take(other), "check failed: empty");
}

}  // namespace
}  // namespace ranged::base
