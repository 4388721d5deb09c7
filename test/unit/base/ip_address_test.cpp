#include "ranged/base/ip_address.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ranged::base {
namespace {

using namespace std::string_view_literals;

TEST(IpAddress, IsReadStrictlyAndSpelledInOneWay) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::ffff:c000:201", "192.0.2.1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"::", "::"},
      {"::1", "::1"},

      {"", "refused"},
      {"192.0.2", "refused"},
      {"192.0.2.256", "refused"},
      {"192.0.2.1 ", "refused"},
      {" 192.0.2.1", "refused"},
      {"192.0.2.1:80", "refused"},
      {"0x7f.0.0.1", "refused"},
      {"127.1", "refused"},
      {"[::1]", "refused"},
      {"fe80::1%eth0", "refused"},
      {"1:2:3:4:5:6:7:8:9", "refused"},
      {"localhost", "refused"},
      {"192.0.2.1\0"sv, "refused"},
      {"::1\0x"sv, "refused"},
  };
  for (const auto& [text, expected] : cases) {
    const auto address = parse_ip_address(text);
    EXPECT_EQ(address ? to_string(*address) : "refused", expected) << text;
  }
}

TEST(IpAddress, OfIPv4IsToldFromOneOfIPv6) {
  const struct {
    std::string_view text;
    bool expected;
  } cases[] = {{"192.0.2.1", true}, {"::ffff:0:1", true}, {"::1", false}, {"::192.0.2.1", false}};
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(is_ipv4(parse_ip_address(text).value()), expected) << text;
  }
}

}  // namespace
}  // namespace ranged::base
