#include "ranged/base/log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::base {
namespace {

TEST(Log, LevelsHaveTheirNamesInLowerCase) {
  EXPECT_EQ(parse_log_level("debug"), LogLevel::debug);
  EXPECT_EQ(parse_log_level("info"), LogLevel::info);
  EXPECT_EQ(parse_log_level("warning"), LogLevel::warning);
  EXPECT_EQ(parse_log_level("error"), LogLevel::error);
  for (const std::string_view name : {"", "Info", "warn", "warning ", "7"}) {
    EXPECT_EQ(parse_log_level(name), std::nullopt) << '"' << name << '"';
  }
}

TEST(Log, EscapesWhatIsNotPlainText) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"clips/a b.mp4 \"x\" ~", "clips/a b.mp4 \"x\" ~"},
      {"a\nb", R"(a\x0Ab)"},
      {"a\r\tb", R"(a\x0D\x09b)"},
      {"\x1b[31mred", R"(\x1B[31mred)"},
      {std::string_view("a\0b", 3), R"(a\x00b)"},
      {"\x1f\x7f", R"(\x1F\x7F)"},
      {R"(a\x0Ab)", R"(a\\x0Ab)"},  // what was escaped and what looks so differ

      // Well-formed UTF-8, the least and the greatest of every length.
      {"\u00a0\u07ff", "\u00a0\u07ff"},
      {"\u0800\ud7ff\ue000\uffff", "\u0800\ud7ff\ue000\uffff"},
      {"\U00010000\U0010ffff", "\U00010000\U0010ffff"},
      {"Käse \u20ac \U0001f3a5", "Käse \u20ac \U0001f3a5"},

      // C1 controls: U+009B is another spelling of ESC [.
      {"\xc2\x80\xc2\x9b\xc2\x9f", R"(\xC2\x80\xC2\x9B\xC2\x9F)"},
      // Line and paragraph separator.
      {"a\u2028\u2029", R"(a\xE2\x80\xA8\xE2\x80\xA9)"},
      // What turns the direction of writing: "gpj.exe" must not read as "exe.jpg".
      {"\u202a\u202e", R"(\xE2\x80\xAA\xE2\x80\xAE)"},
      {"\u2066\u2069", R"(\xE2\x81\xA6\xE2\x81\xA9)"},
      {"\u200e\u200f\u061c", R"(\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C)"},
      {"\u2027\u202f\u2065\u206a", "\u2027\u202f\u2065\u206a"},  // their neighbours

      // Not UTF-8, octet by octet.
      {"\x80z", R"(\x80z)"},
      {"\xffz", R"(\xFFz)"},
      {"\xe4pfel", R"(\xE4pfel)"},
      {"\xc0\x8a", R"(\xC0\x8A)"},                  // overlong: a line feed
      {"\xc1\xbf", R"(\xC1\xBF)"},                  // overlong
      {"\xe0\x9f\xbf", R"(\xE0\x9F\xBF)"},          // overlong
      {"\xf0\x8f\xbf\xbf", R"(\xF0\x8F\xBF\xBF)"},  // overlong
      {"\xed\xa0\x80", R"(\xED\xA0\x80)"},          // a surrogate
      {"\xed\xbf\xbf", R"(\xED\xBF\xBF)"},          // a surrogate
      {"\xf4\x90\x80\x80", R"(\xF4\x90\x80\x80)"},  // above U+10FFFF
      {"\xf5\x80\x80\x80", R"(\xF5\x80\x80\x80)"},  // above U+10FFFF
      {"\xc3", R"(\xC3)"},                          // cut short
      {"\xe2\x82", R"(\xE2\x82)"},                  // cut short
      {"\xf0\x9f\x8e", R"(\xF0\x9F\x8E)"},          // cut short
      {"\xe2\x82\nx", R"(\xE2\x82\x0Ax)"},          // cut short by a line feed
      {"\xc3\xc3\xa4", "\\xC3\u00e4"},              // finds back into step
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(escape_controls(text), expected);
  }
}

TEST(Log, EveryOctetAloneBecomesOneUnambiguousLine) {
  for (int octet = 0; octet < 256; ++octet) {
    const auto escaped = escape_controls(std::string(1, static_cast<char>(octet)));
    const bool plain = octet >= 0x20 && octet < 0x7f && octet != '\\';
    EXPECT_EQ(escaped.size(), plain ? 1u : octet == '\\' ? 2u : 4u) << octet;
    EXPECT_EQ(escaped.find_first_of("\n\r\x1b"), std::string::npos) << octet;
  }
}

TEST(Log, OfATextThatIsTooLongTheRestIsLeftOutBetweenCharacters) {
  const struct {
    std::string_view text;
    std::size_t most;
    std::string_view expected;
  } cases[] = {
      {"abcdef", 6, "abcdef"},
      {"abcdefg", 6, "abc..."},
      {"abcdefgh", 4, "a..."},
      {"abc\n", 7, "abc\\x0A"},
      {"abc\n", 6, "abc..."},
      {"\n\n", 8, "\\x0A\\x0A"},
      {"\n\n", 7, "\\x0A..."},
      {"\n\n", 6, "..."},
      {"\xC3\xA9\xC3\xA9\xC3\xA9", 5, "\xC3\xA9..."},
      {"\xC3\xA9\xC3\xA9\xC3\xA9", 4, "..."},
      {"\\\\", 4, "\\\\\\\\"},
  };
  for (const auto& [text, most, expected] : cases) {
    std::string line = "line: ";
    append_escaped(line, text, most);
    EXPECT_EQ(line, "line: " + std::string(expected)) << most;
  }
}

}  // namespace
}  // namespace ranged::base
