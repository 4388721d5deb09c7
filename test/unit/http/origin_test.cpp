#include "ranged/http/origin.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(Origin, IsSpelledAsBrowsersSpellIt) {
  for (const std::string_view origin :
       {"https://example.org", "http://localhost:3000", "http://192.0.2.1", "http://[::1]:8080",
        "https://example.org:80", "http://example.org:443", "app://example"}) {
    EXPECT_TRUE(is_origin(origin)) << origin;
  }
  for (const std::string_view origin : {"",
                                        "*",
                                        "null",
                                        "example.org",
                                        "https://",
                                        "https://example.org/",
                                        "https://example.org/a",
                                        "https://Example.org",
                                        "HTTPS://example.org",
                                        "https://example.org:443",
                                        "http://example.org:80",
                                        "http://example.org:",
                                        "http://a@example.org",
                                        "http://a b",
                                        "http://:80",
                                        "://example.org",
                                        "1a://example.org",
                                        "https://*.example.org/",
                                        "https://a,https://b",
                                        "https://a\r\nX: y"}) {
    EXPECT_FALSE(is_origin(origin)) << origin;
  }
}

}  // namespace
}  // namespace ranged::http
