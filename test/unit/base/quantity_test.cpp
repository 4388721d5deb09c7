#include "ranged/base/quantity.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace ranged::base {
namespace {

using std::chrono::milliseconds;

std::string text_of(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : "refused";
}

std::string text_of(const std::optional<milliseconds>& duration) {
  return duration ? std::to_string(duration->count()) : "refused";
}

TEST(Quantity, ByteSizesAreWholeNumbersWithABinarySuffix) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"0", "0"},
      {"4096", "4096"},
      {"4096B", "4096"},
      {"7b", "7"},
      {"64K", "65536"},
      {"64kb", "65536"},
      {"64kIb", "65536"},
      {"5M", "5242880"},
      {"5MB", "5242880"},
      {"5MiB", "5242880"},
      {"1G", "1073741824"},
      {"2T", "2199023255552"},
      {"010", "10"},
      {"18446744073709551615", "18446744073709551615"},
      {"16777215TiB", "18446742974197923840"},

      {"18446744073709551616", "refused"},
      {"16777216T", "refused"},
      {"18014398509481984K", "refused"},
      {"", "refused"},
      {"M", "refused"},
      {"MiB", "refused"},
      {"-5", "refused"},
      {"+5", "refused"},
      {" 5", "refused"},
      {"5 ", "refused"},
      {"5 MB", "refused"},
      {"5iB", "refused"},
      {"5Mi", "refused"},
      {"5MiBs", "refused"},
      {"5KM", "refused"},
      {"5P", "refused"},
      {"1.5M", "refused"},
      {"1e3", "refused"},
      {"0x10", "refused"},
      {std::string_view("5\0", 2), "refused"},
      {std::string_view("5\0B", 3), "refused"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(text_of(parse_byte_size(text)), expected) << '"' << text << '"';
  }
}

TEST(Quantity, DurationsAreWholeNumbersWithTheirUnit) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"250ms", "250"},
      {"0s", "0"},
      {"15s", "15000"},
      {"2m", "120000"},
      {"1h", "3600000"},
      {"9223372036854775807ms", "9223372036854775807"},
      {"9223372036854775s", "9223372036854775000"},

      {"9223372036854775808ms", "refused"},
      {"9223372036854776s", "refused"},
      {"18446744073709551615h", "refused"},
      {"99999999999999999999ms", "refused"},
      {"15", "refused"},
      {"", "refused"},
      {"s", "refused"},
      {"15 s", "refused"},
      {"15S", "refused"},
      {"15MS", "refused"},
      {"15sec", "refused"},
      {"1d", "refused"},
      {"1m30s", "refused"},
      {"1.5s", "refused"},
      {"-1s", "refused"},
      {"+1s", "refused"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(text_of(parse_duration(text)), expected) << '"' << text << '"';
  }
}

TEST(Quantity, NumbersAreDecimalDigitsAndNothingElse) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"0", "0"},
      {"8080", "8080"},
      {"080", "80"},
      {"18446744073709551615", "18446744073709551615"},

      {"18446744073709551616", "refused"},
      {"", "refused"},
      {"-1", "refused"},
      {"+1", "refused"},
      {"1 ", "refused"},
      {" 1", "refused"},
      {"0x1F", "refused"},
      {"1'000", "refused"},
      {"1K", "refused"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(text_of(parse_number(text)), expected) << '"' << text << '"';
  }
}

TEST(Quantity, ByteSizesAreWrittenShortAndReadBack) {
  const struct {
    std::uint64_t octets;
    std::string_view expected;
  } cases[] = {
      {0, "0B"},
      {1, "1B"},
      {1000, "1000B"},
      {1024, "1KiB"},
      {1536, "1536B"},
      {5'242'880, "5MiB"},
      {5'242'881, "5242881B"},
      {std::uint64_t{3} << 30, "3GiB"},
      {std::uint64_t{1} << 50, "1024TiB"},
      {std::numeric_limits<std::uint64_t>::max(), "18446744073709551615B"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(format_byte_size(octets), expected) << octets;
    EXPECT_EQ(parse_byte_size(format_byte_size(octets)), octets) << octets;
  }
}

TEST(Quantity, SizesForPeopleHaveOneDecimalAndRoundDown) {
  const struct {
    std::uint64_t octets;
    std::string_view expected;
  } cases[] = {
      {0, "0 B"},
      {1023, "1023 B"},
      {1024, "1.0 KiB"},
      {1536, "1.5 KiB"},
      {5'242'879, "4.9 MiB"},
      {5'242'880, "5.0 MiB"},
      {std::uint64_t{3} << 29, "1.5 GiB"},
      {std::numeric_limits<std::uint64_t>::max(), "16777215.9 TiB"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(readable_byte_size(octets), expected) << octets;
  }
}

TEST(Quantity, DurationsAreWrittenShortAndReadBack) {
  const struct {
    milliseconds duration;
    std::string_view expected;
  } cases[] = {
      {milliseconds(0), "0s"},         {milliseconds(1), "1ms"},
      {milliseconds(1500), "1500ms"},  {milliseconds(15'000), "15s"},
      {milliseconds(90'000), "90s"},   {milliseconds(120'000), "2m"},
      {milliseconds(7'200'000), "2h"}, {milliseconds::max(), "9223372036854775807ms"},
  };
  for (const auto& [duration, expected] : cases) {
    EXPECT_EQ(format_duration(duration), expected) << duration.count();
    EXPECT_EQ(parse_duration(format_duration(duration)), duration) << duration.count();
  }
}

TEST(QuantityDeathTest, ANegativeDurationIsABug) {
  EXPECT_DEATH(format_duration(milliseconds(-1)), "check failed: duration");
}

}  // namespace
}  // namespace ranged::base
