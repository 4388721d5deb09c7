#include "ranged/http/forwarded.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ranged::http {
namespace {

const TrustedProxies kTrusted{
    {base::parse_ip_network("10.0.0.0/8").value(), base::parse_ip_network("fd00::/8").value()}};

/// "192.0.2.1", "192.0.2.1 80", or "nobody".
std::string client_in(const FieldSection& fields) {
  const auto client = forwarded_client(fields, kTrusted);
  if (!client) return "nobody";
  return base::to_string(client->address) +
         (client->port ? ' ' + std::to_string(*client->port) : "");
}

TEST(XForwardedFor, NamesTheLastAddressThatIsNotTrusted) {
  const struct {
    std::string_view value, expected;
  } cases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"192.0.2.1:50000", "192.0.2.1 50000"},
      {"2001:db8::1", "2001:db8::1"},
      {"[2001:db8::1]", "2001:db8::1"},
      {"[2001:db8::1]:443", "2001:db8::1 443"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {" 192.0.2.1 ", "192.0.2.1"},

      // What is left of it the client may have made up.
      {"198.51.100.9, 192.0.2.1", "192.0.2.1"},
      {"192.0.2.1, 10.0.0.1", "192.0.2.1"},
      {"198.51.100.9, 192.0.2.1, 10.0.0.1, fd00::2", "192.0.2.1"},
      {"10.0.0.9, 192.0.2.1, 10.0.0.1", "192.0.2.1"},
      {",192.0.2.1,,10.0.0.1,", "192.0.2.1"},

      // All are trusted: the first began it.
      {"10.0.0.3, 10.0.0.2, 10.0.0.1", "10.0.0.3"},

      // Nothing is believed of what is left of no address.
      {"192.0.2.1, unknown, 10.0.0.1", "10.0.0.1"},
      {"192.0.2.1, garbage, 10.0.0.2, 10.0.0.1", "10.0.0.2"},
      {"192.0.2.1, unknown", "nobody"},
      {"unknown", "nobody"},
      {"_hidden", "nobody"},
      {"", "nobody"},
      {",", "nobody"},
      {"192.0.2.1:", "nobody"},
      {"192.0.2.1:65536", "nobody"},
      {"192.0.2.1:80:80", "nobody"},
      {"192.0.2.1 80", "nobody"},
      {"[192.0.2.1]", "nobody"},
      {"[2001:db8::1", "nobody"},
      {"[2001:db8::1]443", "nobody"},
      {"2001:db8::1]", "nobody"},
      {"\"192.0.2.1\"", "nobody"},
      {"http://192.0.2.1", "nobody"},
      {"192.0.2.1\xFF", "nobody"},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(client_in({{"X-Forwarded-For", value}}), expected) << value;
  }
}

TEST(Forwarded, NamesTheLastAddressThatIsNotTrusted) {
  const struct {
    std::string_view value, expected;
  } cases[] = {
      {"for=192.0.2.1", "192.0.2.1"},
      {"For=192.0.2.1", "192.0.2.1"},
      {"for=\"192.0.2.1\"", "192.0.2.1"},
      {"for=\"192.0.2.1:50000\"", "192.0.2.1 50000"},
      {"for=\"[2001:db8::1]\"", "2001:db8::1"},
      {"for=\"[2001:db8::1]:4711\"", "2001:db8::1 4711"},
      {"for=[2001:db8::1]:4711", "2001:db8::1 4711"},
      {"for=\"192.0.2.1:_port\"", "192.0.2.1"},
      {"for=\"1\\92.0.2.1\"", "192.0.2.1"},
      {"by=10.0.0.1;for=192.0.2.1;proto=https;host=a", "192.0.2.1"},
      {"proto=https ; for=192.0.2.1", "192.0.2.1"},
      {"host=\"a,for=198.51.100.9;\";for=192.0.2.1", "192.0.2.1"},
      {"for=192.0.2.1;", "192.0.2.1"},

      {"for=198.51.100.9, for=192.0.2.1", "192.0.2.1"},
      {"for=192.0.2.1,for=10.0.0.1", "192.0.2.1"},
      {"for=192.0.2.1, for=\"[fd00::1]:1\";by=_a, for=10.0.0.1", "192.0.2.1"},
      {"for=10.0.0.2, for=10.0.0.1", "10.0.0.2"},

      {"for=192.0.2.1, for=unknown, for=10.0.0.1", "10.0.0.1"},
      {"for=192.0.2.1, for=_hidden", "nobody"},
      {"for=unknown", "nobody"},
      {"for=_SEVKISEK", "nobody"},
      {"for=\"unknown:80\"", "nobody"},
      {"for=192.0.2.1, proto=https", "nobody"},
      {"proto=https", "nobody"},
      {"", "nobody"},

      // Where an element ends cannot be told: nothing is believed.
      {"for=198.51.100.9;x=\", for=10.0.0.1", "nobody"},
      {"for=198.51.100.9;x=\", for=\"[2001:db8::1]:80\"", "nobody"},
      {"for=\"192.0.2.1", "nobody"},
      {"for=\"192.0.2.1\\", "nobody"},
      {"for=\"192.0.2.1\"x", "nobody"},
      {"for = 192.0.2.1", "nobody"},
      {"192.0.2.1", "nobody"},
      {"=192.0.2.1", "nobody"},
      {"for=192.0.2.1 for=198.51.100.9", "nobody"},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(client_in({{"Forwarded", value}}), expected) << value;
  }
}

TEST(Forwarded, MayComeInSeveralFieldLines) {
  EXPECT_EQ(client_in({{"x-forwarded-for", "198.51.100.9"},
                       {"Accept", "*/*"},
                       {"X-Forwarded-For", "192.0.2.1, 10.0.0.2"},
                       {"X-FORWARDED-FOR", "10.0.0.1"}}),
            "192.0.2.1");
  EXPECT_EQ(client_in({{"Forwarded", "for=192.0.2.1"}, {"forwarded", "for=10.0.0.1"}}),
            "192.0.2.1");
  EXPECT_EQ(client_in({}), "nobody");
}

TEST(Forwarded, AndXForwardedForAreBelievedOnlyIfTheyAgree) {
  const struct {
    std::string_view forwarded, list, expected;
  } cases[] = {
      {"for=192.0.2.1", "192.0.2.1", "192.0.2.1"},
      {"for=\"192.0.2.1:80\"", "198.51.100.9, 192.0.2.1, 10.0.0.1", "192.0.2.1 80"},
      {"for=192.0.2.1", "198.51.100.9", "nobody"},
      {"for=198.51.100.9", "192.0.2.1", "nobody"},
      {"for=unknown", "192.0.2.1", "nobody"},
      {"for=192.0.2.1", "unknown", "nobody"},
      {"garbage", "192.0.2.1", "nobody"},
  };
  for (const auto& [forwarded, list, expected] : cases) {
    EXPECT_EQ(client_in({{"Forwarded", forwarded}, {"X-Forwarded-For", list}}), expected)
        << forwarded << " / " << list;
  }
}

TEST(XRequestId, IsAShortWord) {
  const std::string longest(128, 'a');
  const std::string too_long(129, 'a');
  const struct {
    std::string_view value;
    bool is_taken;
  } cases[] = {
      {"7f3c2a9e", true},
      {"f47ac10b-58cc-4372-a567-0e02b2c3d479", true},
      {"C0A80001:D2F0_7F000001:1F90_5F5E1000_0001:2B67", true},
      {"aGVsbG8/d29ybGQ+==", true},
      {"Root=1-67891233-abcdef", true},
      {longest, true},

      {"", false},
      {too_long, false},
      {"a b", false},
      {"a,b", false},
      {"a\"b", false},
      {"a;b", false},
      {"a\\b", false},
      {"\xC3\xA9", false},
  };
  for (const auto& [value, is_taken] : cases) {
    EXPECT_EQ(forwarded_request_id({{"X-Request-ID", value}}), is_taken ? value : "") << value;
  }
  EXPECT_EQ(forwarded_request_id({}), "");
  EXPECT_EQ(forwarded_request_id({{"X-Request-Id", "a"}, {"x-request-id", "a"}}), "");
}

}  // namespace
}  // namespace ranged::http
