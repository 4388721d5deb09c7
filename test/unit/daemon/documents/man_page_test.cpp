#include "daemon/documents/man_page.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

// Flags as man(7) says them.

namespace ranged::daemon {
namespace {

TEST(ManPage, TextIsPrintedWordForWord) {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {"", ""},
      {"folder to serve", "folder to serve\n"},
      {"a \\ and a \"", "a \\e and a \\(dq\n"},
      {"~ ^ `", "\\(ti \\(ha \\(ga\n"},
      {".so and 'so", "\\&.so and 'so\n"},
      {"'so", "\\&'so\n"},
      {"at start-up", "at start-up\n"},
      {"short for --listen, or -l", "short for \\-\\-listen, or \\-l\n"},
      {"as --part-size says", "as \\-\\-part\\-size says\n"},
      {"(--part-size)", "(\\-\\-part\\-size)\n"},
      {"from -1 to 2", "from \\-1 to 2\n"},
      {"One. Two.", "One.\nTwo.\n"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(man_text(text), expected) << text;
}

TEST(ManPage, LinesAreBrokenAtBlanksBeforeTheyAreTooLong) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "words, words, ";
  const std::string lines = man_text(text + std::string(100, 'x'));
  std::size_t longest_but_last = 0;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = lines.find('\n', begin)) + 1 < lines.size(); begin = end + 1) {
    longest_but_last = std::max(longest_but_last, end - begin);
  }
  EXPECT_GT(longest_but_last, 70U);
  EXPECT_LE(longest_but_last, 78U);
  EXPECT_EQ(lines.size() - begin - 1, 100U) << "one word is not broken";
}

TEST(ManPage, AFlagIsATaggedParagraphBelowItsGroup) {
  const std::vector<Flag> flags = {
      {"--root", "-r", "DIR", "content", "folder to serve", "RANGED_ROOT", "Content"},
      {"--part-size", "", "SIZE", "5MiB", "the most octets", "RANGED_PART_SIZE", "Content"},
      {"--log", "", "auto|stderr", "auto", "x-rated words", "RANGED_LOG", "Log"},
      {"--help", "-h", "", "", "show this", "", "Log"},
  };
  EXPECT_EQ(man_options(flags),
            ".SS Content\n"
            ".TP\n"
            "\\fB\\-r\\fR, \\fB\\-\\-root\\fR \\fIDIR\\fR\n"
            "Folder to serve.\n"
            "Default: content.\n"
            ".TP\n"
            "\\fB\\-\\-part\\-size\\fR \\fISIZE\\fR\n"
            "The most octets.\n"
            "Default: 5MiB.\n"
            ".SS Log\n"
            ".TP\n"
            "\\fB\\-\\-log\\fR \\fBauto\\fR|\\fBstderr\\fR\n"
            "x-rated words.\n"
            "Default: auto.\n"
            ".TP\n"
            "\\fB\\-h\\fR, \\fB\\-\\-help\\fR\n"
            "Show this.\n");
}

TEST(ManPage, VariablesAreThoseOfTheFlagsThatHaveOne) {
  const std::vector<Flag> flags = {
      {"--root", "", "DIR", "", "", "RANGED_ROOT", ""},
      {"--help", "", "", "", "", "", ""},
      {"--log", "", "WORD", "", "", "RANGED_LOG", ""},
  };
  EXPECT_EQ(man_variables(flags), "\\fBRANGED_ROOT\\fR,\n\\fBRANGED_LOG\\fR.\n");
}

}  // namespace
}  // namespace ranged::daemon
