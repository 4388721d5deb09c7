#include "ranged/base/ip_network.hpp"

#include <gtest/gtest.h>

namespace ranged::base {
namespace {

TEST(IpNetwork, HasTheAddressesThatBeginAlike) {
  const struct {
    std::string_view network, address;
    bool expected;
  } cases[] = {
      {"192.0.2.0/24", "192.0.2.0", true},
      {"192.0.2.0/24", "192.0.2.255", true},
      {"192.0.2.0/24", "192.0.3.0", false},
      {"192.0.2.128/25", "192.0.2.128", true},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"10.0.0.0/8", "10.255.0.1", true},
      {"10.0.0.0/8", "11.0.0.0", false},
      {"192.0.2.1", "192.0.2.1", true},
      {"192.0.2.1", "192.0.2.2", false},
      {"192.0.2.1/32", "192.0.2.0", false},
      {"0.0.0.0/0", "203.0.113.7", true},
      {"192.0.2.0/24", "::ffff:192.0.2.7", true},
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::", false},
      {"::1", "::1", true},
      {"::1", "::2", false},
      {"::/0", "2001:db8::1", true},
      {"fe80::/10", "febf::1", true},
      {"fe80::/10", "fec0::1", false},

      // Neither is in the other.
      {"::/0", "192.0.2.1", false},
      {"0.0.0.0/0", "::1", false},
  };
  for (const auto& [text, address, expected] : cases) {
    const auto network = parse_ip_network(text);
    ASSERT_TRUE(network) << text;
    EXPECT_EQ(network->contains(parse_ip_address(address).value()), expected)
        << text << ' ' << address;
  }
}

TEST(IpNetwork, ThatMakesNoSenseIsRefused) {
  for (const std::string_view text :
       {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/ 8",
        "10.0.0.1/8", "192.0.2.0/23x", "10/8", "::/129", "2001:db8::1/32", "localhost",
        "10.0.0.0/255.0.0.0", "18446744073709551616.0.0.0/8"}) {
    EXPECT_FALSE(parse_ip_network(text)) << text;
  }
}

}  // namespace
}  // namespace ranged::base
