#include "ranged/http/accept.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(Accept, PrefersWhatWeighsMoreThenWhatIsNamedMoreExactly) {
  const struct {
    std::string_view accept;
    bool wants_json;
  } cases[] = {
      {"application/json", true},
      {"APPLICATION/JSON", true},
      {"application/json;charset=utf-8", true},
      {"application/*", true},
      {"application/json, text/plain, */*", true},  // axios
      {"application/json, text/html;q=0.9", true},
      {"text/html;q=0.5, application/json ; q=0.6", true},
      {"text/*;q=0.1, */*;q=0.2", true},
      {"text/html;q=0, */*", true},
      {"application/json;q=0.001", true},
      {"text/html;q=2, application/json;q=0.1", true},  // malformed, so not there

      {"", false},
      {"*/*", false},  // curl
      {"text/html", false},
      {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false},
      {"text/html, application/json", false},
      {"application/json, text/html", false},
      {"application/json;q=0.9, text/html", false},
      {"application/json;q=0, text/html;q=0", false},
      {"application/json;q=0", false},
      {"application/json;q=0, */*", false},
      {"image/png", false},
      {"application/json5", false},
      {"application/jso", false},
      {"/*", false},
      {"application/json;q=1.5", false},
      {"application/json;q=0.1234", false},
      {"application/json;q=x", false},
      {"application/json;q=", false},
      {"application/json;q=1.001", false},
  };
  for (const auto& [accept, wants_json] : cases) {
    EXPECT_EQ(is_preferred(accept, "application/json", "text/html"), wants_json) << accept;
  }
}

TEST(Accept, ACodingWeighsWhatNamesItOrElseTheStar) {
  const struct {
    std::string_view accept_encoding, coding;
    std::optional<int> expected;
  } cases[] = {
      {"gzip, deflate, br", "br", 1000},
      {"gzip, deflate, br", "identity", std::nullopt},
      {"GZIP", "gzip", 1000},
      {"gzip;q=0.5", "gzip", 500},
      {"gzip ; q=0.123", "gzip", 123},
      {"gzip;q=0", "gzip", 0},
      {"gzip;q = 0", "gzip", std::nullopt},  // malformed, as the next three
      {"gzip;q= 0", "gzip", std::nullopt},
      {"gzip;q", "gzip", std::nullopt},
      {"gzip;q=", "gzip", std::nullopt},
      {"gzip;qs=0", "gzip", 1000},
      {"gzip;Q=0", "gzip", 0},
      {"*", "br", 1000},
      {"*;q=0", "identity", 0},
      {"gzip;q=0.5, *;q=0.2", "gzip", 500},
      {"*;q=0.2, gzip;q=0.5", "gzip", 500},
      {"*;q=0.2, gzip;q=0.5", "br", 200},
      {"gzip;q=2", "gzip", std::nullopt},  // malformed, so not there
      {"gzip;q=2, *;q=0.1", "gzip", 100},
      {"x-gzip", "gzip", 1000},
      {"gzip;q=0, *", "gzip", 0},
      {"xgzip, gzipx", "gzip", std::nullopt},
      {"", "gzip", std::nullopt},
      {" , ,", "gzip", std::nullopt},
  };
  for (const auto& [accept_encoding, coding, expected] : cases) {
    EXPECT_EQ(weight_of_coding(accept_encoding, coding), expected)
        << coding << " in " << accept_encoding;
  }
}

}  // namespace
}  // namespace ranged::http
