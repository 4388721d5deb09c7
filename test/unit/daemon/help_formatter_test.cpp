#include "daemon/help_formatter.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace ranged::daemon {
namespace {

TEST(HelpFormatter, WrapsAtBlanks) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"12345", "12345"},
      {"12 34", "12 34"},
      {"12 345", "12\n345"},
      {"12345 6", "12345\n6"},
      {"1234567", "1234567"},
      {"1234567 8", "1234567\n8"},
      {"1 2345678 9", "1\n2345678\n9"},
      {"1 2 3 4 5 6", "1 2 3\n4 5 6"},
      {"1\n\n2 3 45 6\n", "1\n\n2 3\n45 6\n"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(wrapped(text, 5), expected) << text;
}

}  // namespace
}  // namespace ranged::daemon
