#include "daemon/exposition.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace ranged::daemon {
namespace {

using Type = Exposition::Type;

TEST(Exposition, AFamilyIsItsHelpItsTypeAndItsSamples) {
  Exposition text;
  text.begin("a_total", Type::counter, "What a is.");
  text.add(std::uint64_t{7}, {{"method", "GET"}, {"status", "206"}});
  text.add(std::numeric_limits<std::uint64_t>::max(), {{"method", "HEAD"}});
  text.add("b_bytes", Type::gauge, "What b is.", std::uint64_t{0});
  text.begin("c_seconds", Type::histogram, "What c is.");
  text.add(std::uint64_t{1}, {{"le", "+Inf"}}, "_bucket");
  text.add(0.25, {}, "_sum");
  EXPECT_EQ(text.text(),
            "# HELP a_total What a is.\n"
            "# TYPE a_total counter\n"
            "a_total{method=\"GET\",status=\"206\"} 7\n"
            "a_total{method=\"HEAD\"} 18446744073709551615\n"
            "# HELP b_bytes What b is.\n"
            "# TYPE b_bytes gauge\n"
            "b_bytes 0\n"
            "# HELP c_seconds What c is.\n"
            "# TYPE c_seconds histogram\n"
            "c_seconds_bucket{le=\"+Inf\"} 1\n"
            "c_seconds_sum 0.25\n");
}

TEST(Exposition, ALabelCannotEndItself) {
  Exposition text;
  text.begin("a", Type::gauge, "A.");
  text.add(std::uint64_t{1}, {{"name", "x\"} 2\nb{c=\"\\"}});
  EXPECT_EQ(text.text().substr(text.text().find("a{")), "a{name=\"x\\\"} 2\\nb{c=\\\"\\\\\"} 1\n");
}

TEST(Shortest, IsTheShortestDecimalNotation) {
  EXPECT_EQ(shortest(0), "0");
  EXPECT_EQ(shortest(0.00005), "0.00005");
  EXPECT_EQ(shortest(1), "1");
  EXPECT_EQ(shortest(1795650201.5), "1795650201.5");
  EXPECT_EQ(shortest(std::numeric_limits<double>::max()).size(), 309U);
}

}  // namespace
}  // namespace ranged::daemon
