#include "daemon/documents/template_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>

namespace ranged::daemon {
namespace {

std::string filled(std::string_view text) {
  const auto result = fill_in(text, {{"DATE", "today"}, {"LINES", "one\ntwo\n"}, {"NOTHING", ""}});
  if (const auto* unknown = std::get_if<UnknownName>(&result)) return "unknown " + unknown->name;
  return std::get<std::string>(result);
}

TEST(TemplateText, NamesGiveWayToTheirValues) {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {"", ""},
      {"text\n\nmore\n", "text\n\nmore\n"},
      {"no end of line", "no end of line\n"},
      {"of @DATE@, @DATE@\n", "of today, today\n"},
      {"@LINES@\nthree\n", "one\ntwo\nthree\n"},
      {"  @LINES@\n", "  one\n  two\n"},
      {"a\n@NOTHING@\nb\n", "a\nb\n"},
      {"a@NOTHING@b\n", "ab\n"},
      {"@OTHER@\n", "unknown OTHER"},
      {"ranged@1 ranged@.service me@here @ @@ @lower@\n",
       "ranged@1 ranged@.service me@here @ @@ @lower@\n"},
      {"@@DATE@\n", "@today\n"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(filled(text), expected) << text;
}

}  // namespace
}  // namespace ranged::daemon
