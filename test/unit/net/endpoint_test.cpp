#include "ranged/net/endpoint.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace ranged::net {
namespace {

TEST(Endpoint, IsSpelledAsListenTakesIt) {
  const struct {
    Endpoint endpoint;
    std::string_view expected;
  } cases[] = {
      {ListenAddress{}, "127.0.0.1:8080"},
      {ListenAddress{"0.0.0.0", 0}, "0.0.0.0:0"},
      {ListenAddress{"::1", 80}, "[::1]:80"},
      {ListenAddress{"::", 65535}, "[::]:65535"},
      {ListenAddress{"localhost", 80}, "localhost:80"},
      {UnixAddress{"/run/ranged/http.sock"}, "unix:/run/ranged/http.sock"},
      {UnixAddress{"@ranged"}, "unix:@ranged"},
      {ListenAddress{"::1", 80, Opening::proxy_header}, "proxy:[::1]:80"},
      {UnixAddress{"/run/p.sock", Opening::proxy_header}, "proxy:unix:/run/p.sock"},
  };
  for (const auto& [endpoint, expected] : cases) EXPECT_EQ(to_string(endpoint), expected);
}

}  // namespace
}  // namespace ranged::net
