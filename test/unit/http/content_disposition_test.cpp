#include "ranged/http/content_disposition.hpp"

#include <gtest/gtest.h>

#include "ranged/http/message.hpp"

namespace ranged::http {
namespace {

TEST(ContentDisposition, NamesTheFileForEveryClient) {
  const struct {
    std::string_view name, expected;
  } cases[] = {
      {"film.mp4", R"(attachment; filename="film.mp4")"},
      {"a b;c=d'.mp4", R"(attachment; filename="a b;c=d'.mp4")"},
      {"100%.mp4", R"(attachment; filename="100_.mp4"; filename*=UTF-8''100%25.mp4)"},
      {R"(a"b\c.mp4)", R"(attachment; filename="a_b_c.mp4"; filename*=UTF-8''a%22b%5Cc.mp4)"},
      {"r\u00e9sum\u00e9 \u20ac.pdf",
       R"(attachment; filename="r_sum_ _.pdf"; filename*=UTF-8''r%C3%A9sum%C3%A9%20%E2%82%AC.pdf)"},
      {"a\r\nSet-Cookie: b",
       R"(attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a%5F%5FSet-Cookie%3A%20b)"},
      {"\xff.bin", R"(attachment; filename="_.bin"; filename*=UTF-8''%EF%BF%BD.bin)"},
      {"", R"(attachment; filename="")"},
  };
  for (const auto& [name, expected] : cases) EXPECT_EQ(attachment(name), expected) << name;
}

TEST(ContentDisposition, IsAFieldValueWhateverTheName) {
  std::string every;
  for (int octet = 0; octet < 256; ++octet) every += static_cast<char>(octet);
  const FieldList fields{{"Content-Disposition", attachment(every)}};
  EXPECT_EQ(fields.lines().size(), 1u);
}

}  // namespace
}  // namespace ranged::http
