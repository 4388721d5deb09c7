#include "ranged/http/query.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::http {
namespace {

/// "value", or "none".
std::string value_of(std::string_view query, std::string_view name) {
  const QueryParameters parameters(query);
  EXPECT_EQ(parameters.has(name), parameters.find(name).has_value());
  const auto value = parameters.find(name);
  return value ? '"' + std::string(*value) + '"' : "none";
}

TEST(QueryParameters, AreSpelledAsFormsDo) {
  const struct {
    std::string_view query, name, expected;
  } cases[] = {
      {"", "a", "none"},
      {"?", "a", "none"},
      {"?", "", "none"},
      {"?a", "a", "\"\""},
      {"a", "a", "\"\""},
      {"?a=", "a", "\"\""},
      {"?a=1", "a", "\"1\""},
      {"?a=1", "A", "none"},
      {"?ab=1", "a", "none"},
      {"?b&a=1&c", "a", "\"1\""},
      {"?a=1&a=2", "a", "\"1\""},
      {"?&&a=1&&", "a", "\"1\""},
      {"?a=b=c", "a", "\"b=c\""},
      {"?=x", "", "\"x\""},
      {"?a=one+two%20three", "a", "\"one two three\""},
      {"?a=%2B%26%3d", "a", "\"+&=\""},
      {"?%61=1", "a", "\"1\""},
      {"?a=100%", "a", "\"100%\""},
      {"?a=%4", "a", "\"%4\""},
      {"?a=%zz%41", "a", "\"%zzA\""},
      {"?a=\xff%ff", "a", "\"\xff\xff\""},
      {"??a=1", "a", "none"},
  };
  for (const auto& [query, name, expected] : cases) {
    EXPECT_EQ(value_of(query, name), expected) << query;
  }
}

TEST(QueryParameters, AnyOctetsSurviveBeingAppended) {
  std::string every;
  for (int octet = 0; octet < 256; ++octet) every += static_cast<char>(octet);
  std::string query = "?a=";
  append_parameter(query, every);
  EXPECT_EQ(value_of(query, "a"), '"' + every + '"');
  EXPECT_EQ(query.find_first_of("\"'<>&#\n\r\\`", 1), std::string::npos) << query;
}

}  // namespace
}  // namespace ranged::http
