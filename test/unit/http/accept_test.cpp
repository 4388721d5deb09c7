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

}  // namespace
}  // namespace ranged::http
