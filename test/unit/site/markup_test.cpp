#include "site/markup.hpp"

#include <gtest/gtest.h>

namespace ranged::site {
namespace {

TEST(Markup, NothingInATextIsMarkup) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"film.mp4", "film.mp4"},
      {"<b>\"it's\" &amp;", "&lt;b&gt;&quot;it&#39;s&quot; &amp;amp;"},
      {"na\u00efve \u4e16\u754c \U0001F3AC", "na\u00efve \u4e16\u754c \U0001F3AC"},
      {"a\r\n\tb", "a\u240d\u240a\u2409b"},
      {"\x1b[0m\x7f", "\u241b[0m\u2421"},
      {std::string_view("\0", 1), "\u2400"},
      {"\xc2\x85", "\uFFFD"},
      {"\xff<\xc3", "\uFFFD&lt;\uFFFD"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(Markup().text(text).take(), expected) << text;
  }
}

TEST(Markup, AnAddressNamesOneFileOfThisServer) {
  const struct {
    std::string_view path, file, folder;
  } cases[] = {
      {"", "/", "/"},
      {"a.mp4", "/a.mp4", "/a.mp4/"},
      {"a b/c#?%.mp4", "/a%20b/c%23%3F%25.mp4", "/a%20b/c%23%3F%25.mp4/"},
      {"javascript:x", "/javascript%3Ax", "/javascript%3Ax/"},
      {"a&b;'\"<", "/a&amp;b;%27%22%3C", "/a&amp;b;%27%22%3C/"},
      {"\xff\n", "/%FF%0A", "/%FF%0A/"},
  };
  for (const auto& [path, file, folder] : cases) {
    EXPECT_EQ(Markup().file_address(path).take(), file);
    EXPECT_EQ(Markup().folder_address(path).take(), folder);
  }
}

TEST(Markup, CountsInEnglish) {
  EXPECT_EQ(Markup().count(0, "file").take(), "0 files");
  EXPECT_EQ(Markup().count(1, "file").take(), "1 file");
  EXPECT_EQ(Markup().count(2, "file").take(), "2 files");
}

}  // namespace
}  // namespace ranged::site
