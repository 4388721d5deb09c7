#include "ranged/base/text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::base {
namespace {

TEST(Text, OnlyCapitalsOfAsciiHaveALowerCase) {
  const std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const auto at = capitals.find(c);
    EXPECT_EQ(to_lower(c), at == std::string_view::npos ? c : letters[at]) << octet;
  }
}

TEST(Text, IsEqualWhateverTheCaseOfItsAsciiLetters) {
  const struct {
    std::string_view a, b;
    bool expected;
  } cases[] = {
      {"", "", true},
      {"Range", "range", true},
      {"IF-NONE-MATCH", "if-none-match", true},
      {"azAZ09", "AZaz09", true},

      {"Range", "Ranges", false},
      {"Ranges", "Range", false},
      {"", "a", false},
      {"if-match", "if_match", false},
      {"@", "`", false},  // 32 apart like a letter and its capital, but no letters
      {"[", "{", false},
      {"\xc3\x89", "\xc3\xa9", false},  // E and e with an acute accent in UTF-8
  };
  for (const auto& [a, b, expected] : cases) {
    EXPECT_EQ(equals_ignoring_case(a, b), expected) << a << " and " << b;
  }
}

TEST(Text, HexadecimalDigitsAreCapitals) {
  std::string digits;
  for (unsigned value = 0; value < 16; ++value) digits += hex_digit(value);
  EXPECT_EQ(digits, "0123456789ABCDEF");
}

}  // namespace
}  // namespace ranged::base
