#include "site/folding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::site {
namespace {

TEST(Folding, KnowsNeitherCaseNorAccents) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"Film 12.MP4", "film 12.mp4"},
      {"R\u00e9sum\u00e9 \u00c5\u00c4\u00d6", "resume aao"},
      {"Re\u0301sume\u0301", "resume"},  // as macOS spells it
      {"\u00c6on \u0152uvre \u00de \u00df", "\u00e6on \u0153uvre \u00fe \u00df"},
      {"\u0141\u00f3d\u017a \u0130\u0131 \u0178 \u017f", "lodz ii y s"},
      {"\u039f\u03b4\u03cd\u03c3\u03c3\u03b5\u03b9\u03b1\u03a3 \u038f\u03c2",
       "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03b9\u03b1\u03c3 \u03c9\u03c3"},
      {"\u041c\u043e\u0441\u043a\u0432\u0410 \u0401",
       "\u043c\u043e\u0441\u043a\u0432\u0430 \u0451"},
      {"\u4e16\u754c \u2603 \U0001F3AC \u00d7\u00f7",
       "\u4e16\u754c \u2603 \U0001F3AC \u00d7\u00f7"},
      {"a\xff\xc3", "a\uFFFD\uFFFD"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(folded(text), expected) << text;
}

TEST(SortKey, PutsNamesWherePeopleLookForThem) {
  const std::string_view in_order[] = {
      "",           "- 1",          "1",           "2",        "10",
      "10a",        "10b",          "010c",        "100",      "a",
      "A b",        "a1",           "A2",          "a10",      "a10b2",
      "a10b11",     "ab",           "\u00c9clair", "eclat",    "episode 9",
      "Episode 10", "episode 0011", "zebra",       "\u00e6on", "\u0391",
      "\u03b2",     "\u0410",       "\u4e16",
  };
  for (std::size_t i = 1; i < std::size(in_order); ++i) {
    EXPECT_LT(sort_key(in_order[i - 1]), sort_key(in_order[i]))
        << in_order[i - 1] << " before " << in_order[i];
  }
  EXPECT_EQ(sort_key("Part 007"), sort_key("part 7"));
  EXPECT_LT(sort_key(std::string(254, '1')), sort_key(std::string(255, '1')));
}

}  // namespace
}  // namespace ranged::site
