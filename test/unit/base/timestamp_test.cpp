#include "ranged/base/timestamp.hpp"

#include <gtest/gtest.h>

namespace ranged::base {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

TEST(Timestamp, IsThatOfRfc3339InUtcRoundedDown) {
  const struct {
    std::chrono::system_clock::time_point time;
    std::string_view expected;
  } cases[] = {
      {{}, "1970-01-01T00:00:00.000000Z"},
      {sys_days{year{2026} / 11 / 25} + 19h + 40min + 123456us, "2026-11-25T19:40:00.123456Z"},
      {sys_days{year{2024} / 2 / 29} + 23h + 59min + 59s + 999'999'999ns,
       "2024-02-29T23:59:59.999999Z"},
      {sys_days{year{1969} / 12 / 31} + 23h + 59min + 59s, "1969-12-31T23:59:59.000000Z"},
      {std::chrono::system_clock::time_point{} - 1ns, "1969-12-31T23:59:59.999999Z"},
      {std::chrono::system_clock::time_point::min(), "1677-09-21T00:12:43.145224Z"},
      {std::chrono::system_clock::time_point::max(), "2262-04-11T23:47:16.854775Z"},
  };
  for (const auto& [time, expected] : cases) EXPECT_EQ(format_timestamp(time), expected);
}

}  // namespace
}  // namespace ranged::base
