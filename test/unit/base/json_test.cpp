#include "ranged/base/json.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/naive_json.hpp"
#include "support/random_octets.hpp"

namespace ranged::base {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::system_clock::time_point kTime =
    std::chrono::sys_days{std::chrono::year{2026} / 2 / 3} + 4h + 5min + 6s + 789us;
constexpr std::size_t kMost = 4095;

TEST(Json, IsOneObjectWithTheFactsByName) {
  const LogField fields[] = {{"HTTP_STATUS", std::uint64_t{206}},
                             {"HTTP_PATH", "/a b"},
                             {"BIG", std::numeric_limits<std::uint64_t>::max()}};
  const struct {
    LogRecord record;
    std::string expected;
  } cases[] = {
      {{LogLevel::info, "text"}, R"("level":"info","message":"text"})"},
      {{LogLevel::debug, ""}, R"("level":"debug","message":""})"},
      {{LogLevel::warning, "a \"b\" \\ c"}, R"("level":"warning","message":"a \"b\" \\\\ c"})"},
      {{LogLevel::error, "\n\xFF\xC3\xA9"},
       "\"level\":\"error\",\"message\":\"\\\\x0A\\\\xFF\xC3\xA9\"}"},
      {{LogLevel::info, "m", {"answered", "00"}, fields},
       R"("level":"info","event":"answered","message":"m","http_status":206,"http_path":"/a b",)"
       R"("big":18446744073709551615})"},
  };
  for (const auto& [record, expected] : cases) {
    EXPECT_EQ(format_json(record, kTime, kMost),
              R"({"time":"2026-02-03T04:05:06.000789Z",)" + expected);
  }
}

TEST(Json, GivesBackEveryOctetThatWasPutIn) {
  test::RandomOctets random(1);
  for (int round = 0; round < 20'000; ++round) {
    const std::string message = random.text(40), first = random.text(40), second = random.text(40);
    const LogField fields[] = {
        {"FIRST", first}, {"NUMBER", random.below(1000)}, {"SECOND", second}};
    const std::string json =
        format_json({LogLevel::info, message, {"kind", "0"}, fields}, kTime, kMost);
    const auto members = test::parse_json_object(json);
    ASSERT_TRUE(members) << json;
    ASSERT_EQ(members->size(), 7u) << json;
    const std::pair<std::size_t, std::string> expected[] = {{3, message}, {4, first}, {6, second}};
    for (const auto& [index, octets] : expected) {
      const std::string& value = members->at(index).second;
      ASSERT_EQ(value[0], '"') << json;
      ASSERT_EQ(test::unescape_controls(value.substr(1)), octets) << json;
    }
  }
}

TEST(Json, IsNeverLongerThanItMayBeAndStillOneObject) {
  test::RandomOctets random(2);
  std::size_t cut = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t most = 256 + random.below(4000);
    std::vector<std::string> values;
    std::vector<LogField> fields;
    for (std::size_t i = random.below(12); i > 0; --i) values.push_back(random.text(3000));
    for (const auto& value : values) fields.push_back({"FIELD", value});
    const std::string message = random.text(3000);
    const std::string json =
        format_json({LogLevel::warning, message, {"kind", "0"}, fields}, kTime, most);
    ASSERT_LE(json.size(), most);
    ASSERT_TRUE(test::parse_json_object(json)) << json;
    if (json.find("...") != json.npos) ++cut;
  }
  EXPECT_GT(cut, 1'000u);
}

}  // namespace
}  // namespace ranged::base
