#include "net/peer_counts.hpp"

#include <gtest/gtest.h>

namespace ranged::net {
namespace {

base::IpAddress address(std::string_view text) { return base::parse_ip_address(text).value(); }

TEST(PeerCounts, SoManyMayComeFromAnAddressAndAnotherForEachThatGoes) {
  PeerCounts counts(2, {});
  const auto peer = address("192.0.2.1");
  EXPECT_TRUE(counts.admit(peer));
  EXPECT_TRUE(counts.admit(peer));
  EXPECT_FALSE(counts.admit(peer));
  EXPECT_TRUE(counts.admit(address("192.0.2.2")));
  counts.leave(peer);
  EXPECT_TRUE(counts.admit(peer));
  EXPECT_FALSE(counts.admit(peer));
}

TEST(PeerCounts, AnAddressWithoutConnectionsIsForgotten) {
  PeerCounts counts(1, {});
  for (const std::string_view peer : {"192.0.2.1", "192.0.2.2", "2001:db8::1"}) {
    EXPECT_TRUE(counts.admit(address(peer)));
  }
  EXPECT_FALSE(counts.admit(address("192.0.2.1")));
  EXPECT_EQ(counts.size(), 3U);
  for (const std::string_view peer : {"192.0.2.1", "192.0.2.2", "2001:db8::1"}) {
    counts.leave(address(peer));
  }
  EXPECT_EQ(counts.size(), 0U);
}

TEST(PeerCounts, TheAddressesOfANetworkOf64BitsAreOne) {
  const struct {
    std::string_view first, second;
    bool both;
  } cases[] = {
      {"2001:db8::1", "2001:db8::2", false},    {"2001:db8::1", "2001:db8:0:0:ffff::1", false},
      {"2001:db8::1", "2001:db8:0:1::1", true}, {"192.0.2.1", "192.0.2.2", true},
      {"192.0.2.1", "::ffff:192.0.2.1", false},
  };
  for (const auto& [first, second, both] : cases) {
    PeerCounts counts(1, {});
    EXPECT_TRUE(counts.admit(address(first)));
    EXPECT_EQ(counts.admit(address(second)), both) << first << ' ' << second;
  }
}

TEST(PeerCounts, LoopbackAndWhatIsExemptIsNotCounted) {
  PeerCounts counts(1, {base::parse_ip_network("10.0.0.0/8").value()});
  for (const std::string_view peer : {"127.0.0.1", "127.1.2.3", "::1", "10.1.2.3"}) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(counts.admit(address(peer))) << peer;
    counts.leave(address(peer));
  }
  EXPECT_EQ(counts.size(), 0U);
}

TEST(PeerCounts, WithoutALimitNothingIsCounted) {
  PeerCounts counts(0, {});
  EXPECT_FALSE(counts.counts());
  EXPECT_TRUE(counts.admit(address("192.0.2.1")));
  EXPECT_EQ(counts.size(), 0U);
}

}  // namespace
}  // namespace ranged::net
