#include "daemon/listen_address.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ranged::daemon {
namespace {

/// "host port", or "refused".
std::string parsed(std::string_view text) {
  const auto address = parse_listen_address(text);
  return address ? address->host + ' ' + std::to_string(address->port) : "refused";
}

TEST(ListenAddress, IsAHostAndAPort) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"127.0.0.1:8080", "127.0.0.1 8080"},
      {"0.0.0.0:0", "0.0.0.0 0"},
      {"[::1]:80", "::1 80"},
      {"[::]:65535", ":: 65535"},
      {"[fe80::1%eth0]:80", "fe80::1%eth0 80"},
      {"localhost:8080", "localhost 8080"},
      {"media.example.org:80", "media.example.org 80"},
      {"127.0.0.1:0080", "127.0.0.1 80"},

      {"", "refused"},
      {"8080", "refused"},
      {"127.0.0.1", "refused"},
      {"127.0.0.1:", "refused"},
      {":8080", "refused"},
      {"[]:8080", "refused"},
      {"::1:80", "refused"},
      {"::1", "refused"},
      {"[::1]", "refused"},
      {"[::1]80", "refused"},
      {"[::1:80", "refused"},
      {"::1]:80", "refused"},
      {"[127.0.0.1]:80", "refused"},
      {"127.0.0.1:65536", "refused"},
      {"127.0.0.1:18446744073709551617", "refused"},
      {"127.0.0.1:-1", "refused"},
      {"127.0.0.1:+80", "refused"},
      {"127.0.0.1: 80", "refused"},
      {"127.0.0.1:80 ", "refused"},
      {"127.0.0.1:0x50", "refused"},
      {"127.0.0.1:http", "refused"},
      {"http://127.0.0.1:80/", "refused"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parsed(text), expected) << text;
}

TEST(Endpoint, IsAnAddressOrTheAbsolutePathOfASocket) {
  const struct {
    std::string text, expected;
  } cases[] = {
      {"127.0.0.1:8080", "127.0.0.1:8080"},
      {"unix:/run/ranged/http.sock", "unix:/run/ranged/http.sock"},
      {"unix:/a:80", "unix:/a:80"},
      {"unix:/" + std::string(106, 'a'), "unix:/" + std::string(106, 'a')},

      {"unix:/" + std::string(107, 'a'), "refused"},
      {"unix:", "refused"},
      {"unix:80", "refused"},
      {"unix:http.sock", "refused"},
      {"unix:@ranged", "refused"},
      {"unix:/run/", "refused"},
      {"/run/ranged/http.sock", "refused"},
  };
  for (const auto& [text, expected] : cases) {
    const auto endpoint = parse_endpoint(text);
    EXPECT_EQ(endpoint ? net::to_string(*endpoint) : "refused", expected) << text;
  }
}

TEST(Endpoint, ToListenOnMayBeAProxys) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"127.0.0.1:80", "127.0.0.1:80"},
      {"proxy:127.0.0.1:80", "proxy:127.0.0.1:80"},
      {"proxy:[::1]:80", "proxy:[::1]:80"},
      {"proxy:localhost:80", "proxy:localhost:80"},
      {"proxy:unix:/run/ranged/proxy.sock", "proxy:unix:/run/ranged/proxy.sock"},

      {"proxy:80", "refused"},  // not a host of this name
      {"proxy:", "refused"},
      {"proxy:proxy:127.0.0.1:80", "refused"},
      {"proxy:unix:", "refused"},
      {"PROXY:127.0.0.1:80", "refused"},
  };
  for (const auto& [text, expected] : cases) {
    const auto endpoint = parse_listen_endpoint(text);
    EXPECT_EQ(endpoint ? net::to_string(*endpoint) : "refused", expected) << text;
  }
  EXPECT_FALSE(parse_endpoint("proxy:127.0.0.1:80"));
}

TEST(ListenAddress, WhatAConnectionBeginsWithIsKeptWhenAHostIsResolved) {
  const auto found = resolve({"::1", 80, net::Opening::proxy_header});
  ASSERT_TRUE(std::holds_alternative<std::vector<net::ListenAddress>>(found));
  EXPECT_EQ(std::get<std::vector<net::ListenAddress>>(found).at(0).opening,
            net::Opening::proxy_header);
}

TEST(ListenAddress, ANumericHostStandsForItself) {
  for (const std::string host : {"127.0.0.1", "0.0.0.0", "::1", "::", "2001:db8::1"}) {
    const auto found = resolve({host, 80});
    ASSERT_TRUE(std::holds_alternative<std::vector<net::ListenAddress>>(found)) << host;
    const auto& addresses = std::get<std::vector<net::ListenAddress>>(found);
    ASSERT_EQ(addresses.size(), 1U) << host;
    EXPECT_EQ(addresses.front().host, host);
    EXPECT_EQ(addresses.front().port, 80);
  }
}

TEST(ListenAddress, ANameThatCannotBeIsTheResolversComplaint) {
  const auto found = resolve({"a name with blanks", 80});
  ASSERT_TRUE(std::holds_alternative<std::string>(found));
  EXPECT_FALSE(std::get<std::string>(found).empty());
}

}  // namespace
}  // namespace ranged::daemon
