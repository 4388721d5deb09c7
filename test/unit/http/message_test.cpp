#include "ranged/http/message.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(Message, AMethodIsServedOrOnlyKnownOrUnknown) {
  const struct {
    std::string_view token;
    Method expected;
  } cases[] = {
      {"GET", Method::get},
      {"HEAD", Method::head},
      {"OPTIONS", Method::options},
      {"CONNECT", Method::connect},

      {"POST", Method::other},  // static-web-server tests 405 with the methods of RFC 9110
      {"PUT", Method::other},
      {"DELETE", Method::other},
      {"TRACE", Method::other},
      {"PATCH", Method::other},
      {"COPY", Method::other},
      {"LOCK", Method::other},
      {"MKCOL", Method::other},
      {"MOVE", Method::other},
      {"PROPFIND", Method::other},
      {"PROPPATCH", Method::other},
      {"SEARCH", Method::other},
      {"UNLOCK", Method::other},
      {"BIND", Method::other},
      {"REBIND", Method::other},
      {"UNBIND", Method::other},
      {"ACL", Method::other},
      {"REPORT", Method::other},
      {"MKACTIVITY", Method::other},
      {"CHECKOUT", Method::other},
      {"MERGE", Method::other},
      {"M-SEARCH", Method::other},
      {"NOTIFY", Method::other},
      {"SUBSCRIBE", Method::other},
      {"UNSUBSCRIBE", Method::other},
      {"PURGE", Method::other},
      {"MKCALENDAR", Method::other},
      {"LINK", Method::other},
      {"UNLINK", Method::other},

      {"SOURCE", Method::unknown},  // llhttp knows these, HTTP does not
      {"PRI", Method::unknown},
      {"DESCRIBE", Method::unknown},
      {"ANNOUNCE", Method::unknown},
      {"SETUP", Method::unknown},
      {"PLAY", Method::unknown},
      {"PAUSE", Method::unknown},
      {"TEARDOWN", Method::unknown},
      {"GET_PARAMETER", Method::unknown},
      {"SET_PARAMETER", Method::unknown},
      {"REDIRECT", Method::unknown},
      {"RECORD", Method::unknown},
      {"FLUSH", Method::unknown},
      {"QUERY", Method::unknown},

      {"get", Method::unknown},  // methods are case-sensitive
      {"Get", Method::unknown},
      {"post", Method::unknown},
      {"GETS", Method::unknown},
      {"GE", Method::unknown},
      {"GET ", Method::unknown},
      {"", Method::unknown},
      {"MSEARCH", Method::unknown},
  };
  for (const auto& [token, expected] : cases) {
    EXPECT_EQ(method_of(token), expected) << "'" << token << "'";
  }
}

const FieldSection kReceived = {
    {"Host", "a"},         {"if-none-match", "\"1\""}, {"Accept", ""}, {"IF-NONE-MATCH", "W/\"2\""},
    {"If-None-Match", ""}, {"Range", "bytes=0-4"},
};

TEST(Message, ReceivedFieldsAreFoundByNameInAnyCase) {
  const struct {
    std::string_view name;
    std::size_t count;
    std::optional<std::string_view> first;
    std::optional<std::string> combined;
  } cases[] = {
      {"Host", 1, "a", "a"},
      {"host", 1, "a", "a"},
      {"HOST", 1, "a", "a"},
      {"If-None-Match", 3, "\"1\"", "\"1\", W/\"2\", "},
      {"Accept", 1, "", ""},
      {"range", 1, "bytes=0-4", "bytes=0-4"},
      {"If-Range", 0, std::nullopt, std::nullopt},
      {"Hos", 0, std::nullopt, std::nullopt},
      {"Hostt", 0, std::nullopt, std::nullopt},
      {"", 0, std::nullopt, std::nullopt},
  };
  for (const auto& [name, count, first, combined] : cases) {
    EXPECT_EQ(kReceived.count(name), count) << name;
    EXPECT_EQ(kReceived.find(name), first) << name;
    EXPECT_EQ(kReceived.combined(name), combined) << name;
  }
}

TEST(Message, ReceivedFieldsKeepTheirOrderAndCanBeForgotten) {
  FieldSection fields;
  fields.add({"B", "1"});
  fields.add({"A", "2"});
  std::string names;
  for (const auto& line : fields) names += line.name;
  EXPECT_EQ(names, "BA");
  EXPECT_EQ(fields.size(), 2U);
  fields.clear();
  EXPECT_EQ(fields.size(), 0U);
  EXPECT_EQ(fields.find("A"), std::nullopt);
}

TEST(Message, TheFirstResponseFieldOfANameIsFoundInAnyCase) {
  FieldList fields = {{"ETag", "\"1\""}};
  fields.add("Vary", "a");
  fields.add("vary", "b");
  EXPECT_EQ(fields.find("etag"), "\"1\"");
  EXPECT_EQ(fields.find("VARY"), "a");
  EXPECT_EQ(fields.find("Date"), std::nullopt);
}

TEST(Message, ResponseFieldsAreLinesInTheOrderTheyWereAdded) {
  FieldList fields = {{"B", "1"}};
  fields.add({{"A", ""}, {"B", "caf\xc3\xa9\t: 2"}});
  EXPECT_EQ(fields.text(), "B: 1\r\nA: \r\nB: caf\xc3\xa9\t: 2\r\n");
  std::string lines;
  for (const auto& [name, value] : fields.lines())
    lines.append(name).append("=").append(value) += '|';
  EXPECT_EQ(lines, "B=1|A=|B=caf\xc3\xa9\t: 2|");
  EXPECT_EQ(FieldList().text(), "");
  EXPECT_TRUE(FieldList().lines().empty());
}

TEST(MessageDeathTest, NoResponseFieldSplitsItsSection) {
  FieldList fields;
  for (const std::string& value :
       {std::string("a\r\nb"), std::string("a\n"), std::string("\r"), std::string("a\0b", 3)}) {
    EXPECT_DEATH(fields.add("Location", value), "check failed");
  }
  for (const std::string_view name : {"A: b\r\nC", "", "A B", "A:"}) {
    EXPECT_DEATH(fields.add(name, "d"), "check failed");
  }
}

}  // namespace
}  // namespace ranged::http
