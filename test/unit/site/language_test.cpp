#include "site/language.hpp"

#include <gtest/gtest.h>

namespace ranged::site {
namespace {

TEST(Language, IsWhatANameOfSubtitlesSays) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"en", "en: English"},
      {"EN", "EN: English"},
      {"ger", "ger: Deutsch"},
      {"pt-BR", "pt-BR: Português (Brasil)"},
      {"zh-Hant-TW", "zh-Hant-TW: zh-Hant-TW"},
      {"tlh", "tlh: tlh"},
      {"en.forced", "en: English (forced)"},
      {"de.sdh.2", "de: Deutsch (sdh.2)"},
      {"en.", "en: English"},

      {"", "none"},
      {"e", "none"},
      {"part2", "none"},
      {"cd1", "none"},
      {"2021", "none"},
      {"english", "none"},
      {"en-", "none"},
      {"en--us", "none"},
      {"en-toolongsub", "none"},
      {".en", "none"},
      {"\"><b", "none"},
  };
  for (const auto& [text, expected] : cases) {
    const auto language = parse_language(text);
    EXPECT_EQ(language ? std::string(language->tag) + ": " + label_of(*language) : "none", expected)
        << text;
  }
}

}  // namespace
}  // namespace ranged::site
