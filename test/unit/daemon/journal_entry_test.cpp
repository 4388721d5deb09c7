#include "daemon/journal_entry.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "support/naive_journal.hpp"
#include "support/naive_json.hpp"
#include "support/random_octets.hpp"

namespace ranged::daemon {
namespace {

using base::LogField;
using base::LogLevel;

std::string encoded(const base::LogRecord& record) {
  std::string datagram = "what was there before";
  encode_journal_entry(record, datagram);
  return datagram;
}

TEST(JournalEntry, HasALineForEachField) {
  const LogField fields[] = {{"HTTP_STATUS", std::uint64_t{206}}, {"HTTP_PATH", "/a=b"}};
  EXPECT_EQ(encoded({LogLevel::info, "GET /a=b", {"answered", "00ff"}, fields}),
            "PRIORITY=6\n"
            "SYSLOG_IDENTIFIER=ranged\n"
            "MESSAGE_ID=00ff\n"
            "MESSAGE=GET /a=b\n"
            "HTTP_STATUS=206\n"
            "HTTP_PATH=/a=b\n");
  EXPECT_EQ(encoded({LogLevel::error, ""}), "PRIORITY=3\nSYSLOG_IDENTIFIER=ranged\nMESSAGE=\n");
}

TEST(JournalEntry, ThePriorityIsThatOfSyslog) {
  EXPECT_TRUE(encoded({LogLevel::debug, ""}).starts_with("PRIORITY=7\n"));
  EXPECT_TRUE(encoded({LogLevel::info, ""}).starts_with("PRIORITY=6\n"));
  EXPECT_TRUE(encoded({LogLevel::warning, ""}).starts_with("PRIORITY=4\n"));
  EXPECT_TRUE(encoded({LogLevel::error, ""}).starts_with("PRIORITY=3\n"));
}

TEST(JournalEntry, NoOctetsForgeAFieldOrGetLost) {
  test::RandomOctets random(3);
  for (int round = 0; round < 20'000; ++round) {
    const std::string message = random.text(60), first = random.text(60), second = random.text(60);
    const LogField fields[] = {{"FIRST", first}, {"NUMBER", random.below(9)}, {"SECOND", second}};
    const std::string datagram = encoded({LogLevel::info, message, {"kind", "00ff"}, fields});
    const auto parsed = test::parse_journal_entry(datagram);
    ASSERT_TRUE(parsed) << datagram;
    std::string names;
    for (const auto& [name, value] : *parsed) names += name + ' ';
    ASSERT_EQ(names, "PRIORITY SYSLOG_IDENTIFIER MESSAGE_ID MESSAGE FIRST NUMBER SECOND ");
    ASSERT_EQ(test::unescape_controls((*parsed)[3].second), message);
    ASSERT_EQ(test::unescape_controls((*parsed)[4].second), first);
    ASSERT_EQ(test::unescape_controls((*parsed)[6].second), second);
  }
}

TEST(JournalEntry, OfATextThatIsTooLongTheRestIsLeftOut) {
  const std::string longest(kLongestJournalText, 'x');
  const std::string longer = longest + 'x';
  const LogField fields[] = {{"LONGEST", longest}, {"LONGER", longer}};
  const auto parsed = test::parse_journal_entry(encoded({LogLevel::info, longer, {}, fields}));
  ASSERT_TRUE(parsed);
  const std::string cut = longest.substr(3) + "...";
  EXPECT_EQ(test::value_of(*parsed, "MESSAGE"), cut);
  EXPECT_EQ(test::value_of(*parsed, "LONGEST"), longest);
  EXPECT_EQ(test::value_of(*parsed, "LONGER"), cut);
}

}  // namespace
}  // namespace ranged::daemon
