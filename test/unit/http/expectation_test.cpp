#include "ranged/http/expectation.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(Expectation, IsToContinueOrCannotBeMet) {
  const struct {
    std::string_view value;
    Expectation expected;
  } cases[] = {
      {"100-continue", Expectation::to_continue},
      {"100-Continue", Expectation::to_continue},
      {"100-continue,", Expectation::to_continue},
      {" , 100-continue ,\t", Expectation::to_continue},
      {"100-continue, 100-continue", Expectation::to_continue},
      {"", Expectation::none},
      {", ,", Expectation::none},
      {"100-continue, x", Expectation::unknown},
      {"x, 100-continue", Expectation::unknown},
      {"100-continue; x=y", Expectation::unknown},
      {"100 continue", Expectation::unknown},
      {"100-continue=\"\"", Expectation::unknown},
      {"101-continue", Expectation::unknown},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(expectation_of({{"Expect", value}}, 1), expected) << value;
    EXPECT_EQ(expectation_of({{"expect", value}}, 9), expected) << value;
    EXPECT_EQ(expectation_of({{"Expect", value}}, 0), Expectation::none) << value;
  }
}

TEST(Expectation, IsThatOfAllLinesTogether) {
  EXPECT_EQ(expectation_of({}, 1), Expectation::none);
  EXPECT_EQ(expectation_of({{"Accept", "100-continue"}}, 1), Expectation::none);
  EXPECT_EQ(expectation_of({{"Expect", "100-continue"}, {"Expect", "100-continue"}}, 1),
            Expectation::to_continue);
  EXPECT_EQ(expectation_of({{"Expect", ""}, {"Expect", "100-continue"}}, 1),
            Expectation::to_continue);
  EXPECT_EQ(expectation_of({{"Expect", "100-continue"}, {"Expect", "x"}}, 1), Expectation::unknown);
}

}  // namespace
}  // namespace ranged::http
