#include "ranged/base/fingerprint.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace ranged::base {
namespace {

TEST(Fingerprint, IsTheSameForEverAndEverywhere) {
  EXPECT_EQ(fingerprint_of(""), "cbf29ce4842223259ae16a3b2f90404f");
  EXPECT_EQ(fingerprint_of("ranged"), "9f7f9c126634bfa254bd0a8022d55680");
}

TEST(Fingerprint, DiffersWithEveryOctet) {
  std::set<std::string> seen;
  std::string text(100, 'a');
  for (char& c : text) {
    c = 'b';
    EXPECT_TRUE(seen.insert(fingerprint_of(text)).second);
    c = 'a';
  }
  for (std::size_t size = 0; size < 100; ++size) {
    EXPECT_TRUE(seen.insert(fingerprint_of(std::string(size, '\0'))).second);
  }
}

}  // namespace
}  // namespace ranged::base
