#include "ranged/http1/proxy_header.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/proxy_headers.hpp"
#include "unit/http1/any_split.hpp"

namespace ranged::http1 {
namespace {

using namespace std::literals;
using test::binary_header;
using test::introduced_by;

const std::string kTcp4 = "\xC0\x00\x02\x01\x7F\x00\x00\x01\xC3\x50\x1F\x90"s;

/// introduced_by(), the same however the octets are cut.
std::string in_any_split(std::string_view octets) {
  return test::in_splits(octets, test::every_boundary(octets),
                         [&](const test::Boundaries& cuts) { return introduced_by(octets, cuts); });
}

TEST(ProxyHeader, OfVersion1IsALineOfText) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080\r\n", "192.0.2.1 50000"},
      {"PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255 65535"},
      {"PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n", "0.0.0.0 0"},
      {"PROXY TCP6 2001:db8::1 ::1 50000 8080\r\n", "2001:db8::1 50000"},
      {"PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2\r\n", "192.0.2.1 1"},
      {"PROXY UNKNOWN\r\n", "peer"},
      {"PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "peer"},
      {"PROXY UNKNOWN \x01 what ever\r\n", "peer"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080\r\nGET / HTTP/1.1\r\n",
       "192.0.2.1 50000, then GET / HTTP/1.1\\r\\n"},
      {"PROXY UNKNOWN\r\n\r\nPROXY", "peer, then \\r\\nPROXY"},

      {"", "more"},
      {"P", "more"},
      {"PROXY ", "more"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080\r", "more"},

      {"GET / HTTP/1.1\r\n", "refused"},
      {"POST / HTTP/1.1\r\n", "refused"},
      {"proxy TCP4 192.0.2.1 127.0.0.1 50000 8080\r\n", "refused"},
      {"PROXY\r\n", "refused"},
      {"PROXY \r\n", "refused"},
      {"PROXY  TCP4 192.0.2.1 127.0.0.1 50000 8080\r\n", "refused"},
      {"PROXY UDP4 192.0.2.1 127.0.0.1 50000 8080\r\n", "refused"},
      {"PROXY UNKNOWNX\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1  127.0.0.1 50000 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080 \r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080 9\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 65536 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 65536\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 050 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 -1 8080\r\n", "refused"},
      {"PROXY TCP4 2001:db8::1 ::1 50000 8080\r\n", "refused"},
      {"PROXY TCP6 192.0.2.1 127.0.0.1 50000 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 nowhere 50000 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1 50000 8080\n", "refused"},
      {"PROXY TCP4 192.0.2.1 127.0.0.1\r50000 8080\r\n", "refused"},
      {"PROXY TCP4 192.0.2.1\0 127.0.0.1 50000 8080\r\n"sv, "refused"},
      {"PROXY UNKNOWN\r\r\n", "refused"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(in_any_split(octets), expected) << test::escaped(octets);
  }
}

TEST(ProxyHeader, OfVersion1HasAtMost107Octets) {
  const std::string longest = "PROXY UNKNOWN " + std::string(107 - 16, 'x') + "\r\n";
  ASSERT_EQ(longest.size(), 107U);
  EXPECT_EQ(in_any_split(longest), "peer");
  EXPECT_EQ(in_any_split("PROXY UNKNOWN x" + longest.substr(14)), "refused");
  EXPECT_EQ(in_any_split("PROXY UNKNOWN " + std::string(92, 'x')), "more");
  EXPECT_EQ(in_any_split("PROXY UNKNOWN " + std::string(93, 'x')), "refused");
}

TEST(ProxyHeader, OfVersion2IsBinary) {
  const std::string tcp6 = "\x20\x01\x0D\xB8" + std::string(11, '\0') + '\x01' +
                           std::string(15, '\0') + "\x01\x00\x50\x1F\x90"s;
  const std::string paths(216, '\0');
  const std::string tlv = "\x03\x00\x04\x11\x22\x33\x44"s;
  const struct {
    std::string octets, expected;
  } cases[] = {
      {binary_header(0x21, 0x11, kTcp4), "192.0.2.1 50000"},
      {binary_header(0x21, 0x21, tcp6), "2001:db8::1 80"},
      {binary_header(0x21, 0x31, paths), "unix"},
      {binary_header(0x21, 0x00, ""), "peer"},
      {binary_header(0x20, 0x00, ""), "peer"},
      {binary_header(0x21, 0x11, kTcp4 + tlv), "192.0.2.1 50000"},
      {binary_header(0x21, 0x31, paths + tlv), "unix"},
      {binary_header(0x21, 0x00, tlv), "peer"},
      {binary_header(0x21, 0x11, kTcp4) + "GET", "192.0.2.1 50000, then GET"},
      {binary_header(0x21, 0x11, kTcp4 + tlv) + "GET", "192.0.2.1 50000, then GET"},
      {binary_header(0x20, 0x00, tlv) + "GET", "peer, then GET"},
      // What a LOCAL says of addresses is not looked at.
      {binary_header(0x20, 0x11, kTcp4), "peer"},
      {binary_header(0x20, 0x11, "x"), "peer"},
      {binary_header(0x20, 0xFF, ""), "peer"},

      {binary_header(0x21, 0x11, kTcp4).substr(0, 27), "more"},
      {binary_header(0x21, 0x11, kTcp4 + tlv).substr(0, 34), "more"},
      {"\r\n\r\n", "more"},

      {"\r\n\r\nGET / HTTP/1.1\r\n", "refused"},
      {binary_header(0x11, 0x11, kTcp4), "refused"},
      {binary_header(0x31, 0x11, kTcp4), "refused"},
      {binary_header(0x22, 0x11, kTcp4), "refused"},
      {binary_header(0x2F, 0x11, kTcp4), "refused"},
      {binary_header(0x21, 0x12, kTcp4), "refused"},  // datagrams
      {binary_header(0x21, 0x10, kTcp4), "refused"},
      {binary_header(0x21, 0x01, ""), "refused"},
      {binary_header(0x21, 0x41, kTcp4), "refused"},
      {binary_header(0x21, 0x11, kTcp4.substr(1)), "refused"},
      {binary_header(0x21, 0x21, tcp6.substr(1)), "refused"},
      {binary_header(0x21, 0x31, paths.substr(1)), "refused"},
      {binary_header(0x21, 0x11, ""), "refused"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(in_any_split(octets), expected) << test::escaped(octets);
  }
}

TEST(ProxyHeader, OfVersion2MayBeAsLongAsItsLengthCanSay) {
  const std::string header = binary_header(0x21, 0x11, kTcp4 + std::string(65535 - 12, 'x'));
  EXPECT_EQ(introduced_by(header + "GET", {}), "192.0.2.1 50000, then GET");
  EXPECT_EQ(introduced_by(header + "GET", {10, 30, 40'000}), "192.0.2.1 50000, then GET");
  EXPECT_EQ(introduced_by(header.substr(0, header.size() - 1), {}), "more");
}

TEST(ProxyHeader, IsRefusedForGood) {
  ProxyHeaderParser parser;
  EXPECT_EQ(parser.feed("G").outcome, ProxyHeaderParser::Outcome::refused);
  const auto again = parser.feed("PROXY UNKNOWN\r\n");
  EXPECT_EQ(again.outcome, ProxyHeaderParser::Outcome::refused);
  EXPECT_EQ(again.consumed, 0U);
}

}  // namespace
}  // namespace ranged::http1
