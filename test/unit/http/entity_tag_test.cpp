#include "ranged/http/entity_tag.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

/// What a field value says of our tag: "strong" implies that it matches weakly as well.
std::string_view match(std::string_view field_value, std::string_view entity_tag) {
  const bool weak = any_weak_match(field_value, entity_tag);
  if (any_strong_match(field_value, entity_tag)) return weak ? "strong" : "strong only";
  return weak ? "weak" : "none";
}

TEST(EntityTag, ComparesAsTheTableOfTheRfcSays) {
  const struct {
    std::string_view field_value, entity_tag, expected;
  } cases[] = {
      {R"(W/"1")", R"(W/"1")", "weak"},  // RFC 9110, 8.8.3.2, down to the blank line
      {R"(W/"1")", R"(W/"2")", "none"},   {R"(W/"1")", R"("1")", "weak"},
      {R"("1")", R"("1")", "strong"},

      {R"("1")", R"(W/"1")", "weak"},     {R"("foo")", R"("Foo")", "none"},  // Go fs_test
      {R"("")", R"("")", "strong"},       {R"("1")", R"("11")", "none"},
      {R"("11")", R"("1")", "none"},      {R"("1 ")", R"("1")", "none"},
      {R"("foo")", R"(W/"foo")", "weak"},  // node fresh
  };
  for (const auto& [field_value, entity_tag, expected] : cases) {
    EXPECT_EQ(match(field_value, entity_tag), expected) << field_value << " for " << entity_tag;
  }
}

TEST(EntityTag, AListMatchesIfOneOfItsTagsDoes) {
  const struct {
    std::string_view field_value, expected;
  } cases[] = {
      {R"("a")", "strong"},
      {R"("x", "a")", "strong"},
      {R"("a", "x")", "strong"},
      {R"("x","y","a","z")", "strong"},
      {R"("Z", "A")", "none"},
      {R"("x", "y")", "none"},
      {R"(W/"x", W/"a")", "weak"},
      {R"(W/"a", "a")", "strong"},
      {R"("baz", W/"a")", "weak"},                        // Go fs_test
      {R"("foo", "bar", "a" , "baz")", "strong"},         // nginx not_modified.t
      {"\"foo\", \"bar\", \t\"a\" , \"baz\"", "strong"},  // nginx not_modified.t
      {R"("foo", "bar", W/"a" , "baz")", "weak"},

      {R"( "a" )", "strong"},
      {R"(,"a")", "strong"},
      {R"("a",)", "strong"},
      {R"(, ,	"x" , ,"a",,)", "strong"},
  };
  for (const auto& [field_value, expected] : cases) {
    EXPECT_EQ(match(field_value, R"("a")"), expected) << field_value;
  }
}

TEST(EntityTag, AnAsteriskAloneNamesEverything) {
  const struct {
    std::string_view field_value, entity_tag, expected;
  } cases[] = {
      {"*", R"("a")", "strong"},       {"*", R"(W/"a")", "strong"},
      {" *\t", R"("a")", "strong"},    {"*", "", "strong"},

      {R"("*")", R"("a")", "none"},    {R"("*")", R"("*")", "strong"},
      {"**", R"("a")", "none"},        {"*, *", R"("a")", "none"},
      {R"(*, "a")", R"("a")", "none"}, {R"("x", *)", R"("a")", "none"},
      {"W/*", R"("a")", "none"},
  };
  for (const auto& [field_value, entity_tag, expected] : cases) {
    EXPECT_EQ(match(field_value, entity_tag), expected) << field_value << " for " << entity_tag;
  }
}

TEST(EntityTag, AnythingButSpacesControlsAndQuotesIsPartOfATag) {
  const struct {
    std::string_view field_value, entity_tag, expected;
  } cases[] = {
      {R"("a,b")", R"("a,b")", "strong"},  // a comma within quotes separates nothing
      {R"("x", "a,b", "y")", R"("a,b")", "strong"},
      {R"("a,b")", R"("b")", "none"},
      {R"("a,"b")", R"("b")", "none"},
      {R"("W/")", R"("W/")", "strong"},
      {R"("a\")", R"("a\")", "strong"},  // nothing is escaped
      {R"("a\"b")", R"("a\")", "strong"},
      {"\"\xc3\xa9\"", "\"\xc3\xa9\"", "strong"},
      {"\"\xff\x80\"", "\"\xff\x80\"", "strong"},
      {R"("!#$%&'()*+,-./:;<=>?@[]^_`{|}~")", R"("!#$%&'()*+,-./:;<=>?@[]^_`{|}~")", "strong"},

      {R"("a b")", R"("a b")", "none"},
      {"\"a\tb\"", "\"a\tb\"", "none"},
      {"\"a\x7f\"", "\"a\x7f\"", "none"},
      {"\"a\x01\"", "\"a\x01\"", "none"},
      {std::string_view("\"a\0\"", 4), std::string_view("\"a\0\"", 4), "none"},
  };
  for (const auto& [field_value, entity_tag, expected] : cases) {
    EXPECT_EQ(match(field_value, entity_tag), expected) << field_value << " for " << entity_tag;
  }
}

TEST(EntityTag, OfAMalformedListTheTagsBeforeTheFaultCount) {
  const struct {
    std::string_view field_value, expected;
  } cases[] = {
      {"", "none"},
      {" ", "none"},
      {",", "none"},  // Go fs_test
      {"a", "none"},
      {"tobi", "none"},  // node fresh takes tags without quotes
      {"\"", "none"},
      {"\"a", "none"},
      {"a\"", "none"},
      {"'a'", "none"},
      {"W/a", "none"},
      {"W/", "none"},
      {"W", "none"},
      {R"(w/"a")", "none"},  // case-sensitive, 8.8.3
      {R"(W /"a")", "none"},
      {R"(W/ "a")", "none"},
      {R"(""a"")", "none"},
      {R"(x, "a")", "none"},
      {R"("x" "a")", "none"},
      {R"("x"; "a")", "none"},
      {R"("x"x, "a")", "none"},
      {R"("x y", "a")", "none"},
      {R"("x, "a")", "none"},
      {R"(W/W/"a")", "none"},

      {R"("a", x)", "strong"},
      {R"("a" x)", "strong"},
      {R"("a", "x)", "strong"},
      {R"("a" "x")", "strong"},
  };
  for (const auto& [field_value, expected] : cases) {
    EXPECT_EQ(match(field_value, R"("a")"), expected) << "'" << field_value << "'";
  }
}

TEST(EntityTag, WhereThereIsNoTagNoListMatches) {
  for (const std::string_view field_value : {"", "\"\"", "W/\"\"", "\"a\"", "\"\", \"a\""}) {
    EXPECT_EQ(match(field_value, ""), "none") << field_value;
  }
}

}  // namespace
}  // namespace ranged::http
