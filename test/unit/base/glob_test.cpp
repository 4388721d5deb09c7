#include "ranged/base/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::base {
namespace {

TEST(Glob, AStarIsAnyOctetsAndAQuestionMarkIsOne) {
  const struct {
    std::string_view pattern, text;
    bool expected;
  } cases[] = {
      {"", "", true},
      {"", "a", false},
      {"a", "a", true},
      {"a", "A", false},
      {"a", "ab", false},
      {"*", "", true},
      {"*", "a/b", true},
      {"**", "a", true},
      {"?", "", false},
      {"?", "a", true},
      {"?", "ab", false},
      {"video/*", "video/mp4", true},
      {"video/*", "video/", true},
      {"video/*", "video", false},
      {"video/*", "audio/mp4", false},
      {"*/*", "text/html", true},
      {"*.mp4", "a/b.mp4", true},
      {"*.mp4", "a.mp4.txt", false},
      {"a*b*c", "aXbYbZc", true},
      {"a*b*c", "aXbYbZ", false},
      {"a*ab", "aab", true},
      {"*a?", "xaxab", true},
      {"[a]", "a", false},
      {"\\*", "\\x", true},
  };
  for (const auto& [pattern, text, expected] : cases) {
    EXPECT_EQ(matches_glob(text, pattern), expected) << '"' << text << "\" \"" << pattern << '"';
  }
}

TEST(Glob, ManyStarsDoNotTakeForEver) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(std::string(20'000, 'a') + 'b', pattern));
}

}  // namespace
}  // namespace ranged::base
