#include "ranged/http/grammar.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::http {
namespace {

TEST(Grammar, ATokenIsOneOrMoreTokenCharacters) {
  const struct {
    std::string_view text;
    bool expected;
  } cases[] = {
      {"GET", true},
      {"M-SEARCH", true},
      {"a", true},
      {"0123456789", true},
      {"!#$%&'*+-.^_`|~", true},

      {"", false},
      {" ", false},
      {"a b", false},
      {"a\tb", false},
      {"a,b", false},
      {"a:b", false},
      {"a/b", false},
      {"a=b", false},
      {"\"a\"", false},
      {"(a)", false},
      {"a@b", false},
      {"[a]", false},
      {"{a}", false},
      {"a\\b", false},
      {"a?", false},
      {"<a>", false},
      {"a;", false},
      {"caf\xc3\xa9", false},
      {std::string_view("a\0b", 3), false},
      {"a\x7f", false},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(is_token(text), expected) << text;
}

TEST(Grammar, OptionalWhitespaceIsSpaceAndTabAtBothEnds) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {" ", ""},
      {" \t \t", ""},
      {"a", "a"},
      {" a", "a"},
      {"a\t", "a"},
      {"\t a b \t", "a b"},
      {"\ra\n", "\ra\n"},  // CR and LF are not whitespace here, but faults
      {"\va\f", "\va\f"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(trim_whitespace(text), expected) << "'" << text << "'";
  }
}

TEST(Grammar, AListLeavesOutEmptyElementsAndTheWhitespaceAroundTheOthers) {
  const struct {
    std::string_view field_value, expected;  ///< elements in angle brackets
  } cases[] = {
      {"", ""},
      {" ", ""},
      {",", ""},
      {" , ,\t,", ""},
      {"close", "<close>"},
      {"keep-alive, Upgrade", "<keep-alive><Upgrade>"},
      {"a,b,c", "<a><b><c>"},
      {",a", "<a>"},
      {"a,", "<a>"},
      {"a , ,\tb ,", "<a><b>"},
      {"foo , ,bar,charlie", "<foo><bar><charlie>"},  // RFC 9110, 5.6.1.2
      {"a b, c", "<a b><c>"},
      {"a;q=1,b", "<a;q=1><b>"},
  };
  for (const auto& [field_value, expected] : cases) {
    std::string got;
    for (const auto element : list_elements(field_value)) got.append("<").append(element) += '>';
    EXPECT_EQ(got, expected) << "'" << field_value << "'";
  }
}

TEST(Grammar, AFieldValueIsOneLineWithNothingAtItsEnds) {
  for (const std::string_view value : {"a", "max-age=3600, public", "a\tb", "\xc3\xa9", "\"\""}) {
    EXPECT_TRUE(is_field_value(value)) << value;
  }
  for (const std::string_view value :
       {std::string_view(), std::string_view(" a"), std::string_view("a "), std::string_view("\ta"),
        std::string_view("a\r\nb"), std::string_view("a\nb"), std::string_view("a\0b", 3),
        std::string_view("a\x7f"), std::string_view("\x1b[0m")}) {
    EXPECT_FALSE(is_field_value(value)) << value;
  }
}

}  // namespace
}  // namespace ranged::http
