#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "ranged/content/content_index.hpp"
#include "support/index_builder.hpp"

namespace ranged::content {
namespace {

using std::chrono::milliseconds;

class Names {
 public:
  Names& file(std::string_view path, std::uint64_t length, milliseconds modified) {
    builder_.file(path, path, {length, modified, 0});
    return *this;
  }
  Names& folder(std::string_view path) {
    builder_.folder(path);
    return *this;
  }

  /// "br gz" of the siblings of `path`.
  std::string siblings_of(std::string_view path) {
    const auto index = builder_.build();
    const auto siblings = index.find(path)->siblings;
    return std::string(siblings.brotli ? "br" : "") + (siblings.gzip ? "gz" : "");
  }

 private:
  test::IndexBuilder builder_;
};

constexpr milliseconds kTime{5500};

TEST(Siblings, StandBesideTheFileUnderItsWholeName) {
  EXPECT_EQ(Names().file("a.css", 9, kTime).file("a.css.br", 5, kTime).siblings_of("a.css"), "br");
  EXPECT_EQ(Names().file("a.css.gz", 5, kTime).file("a.css", 9, kTime).siblings_of("a.css"), "gz");
  EXPECT_EQ(Names()
                .file("b/a.css", 9, kTime)
                .file("b/a.css.br", 4, kTime)
                .file("b/a.css.gz", 5, kTime)
                .file("b/a.css-x", 5, kTime)
                .siblings_of("b/a.css"),
            "brgz");
  EXPECT_EQ(Names().file("a.css", 9, kTime).file("b/a.css.br", 5, kTime).siblings_of("a.css"), "");
  EXPECT_EQ(Names().file("a.css", 9, kTime).file("a.br", 5, kTime).siblings_of("a.css"), "");
  EXPECT_EQ(Names().file("a.css", 9, kTime).file("a.css.GZ", 5, kTime).siblings_of("a.css"), "");
  EXPECT_EQ(Names().file("a.css", 9, kTime).folder("a.css.br").siblings_of("a.css"), "");
  EXPECT_EQ(Names().file(".br", 9, kTime).file("a.css", 9, kTime).siblings_of("a.css"), "");
  EXPECT_EQ(Names().folder("a.css").file("a.css.br", 0, kTime).siblings_of("a.css"), "");
}

TEST(Siblings, AreShorterAndNotOlder) {
  const struct {
    std::uint64_t length;
    milliseconds modified;
    std::string_view expected;
  } cases[] = {
      {8, kTime, "br"},
      {8, kTime + milliseconds(1), "br"},
      {8, milliseconds(5000), "br"},  // brotli keeps no fraction
      {8, milliseconds(4999), ""},
      {9, kTime, ""},
      {10, kTime, ""},
  };
  for (const auto& [length, modified, expected] : cases) {
    EXPECT_EQ(
        Names().file("a.css", 9, kTime).file("a.css.br", length, modified).siblings_of("a.css"),
        expected)
        << length << " octets, " << modified.count() << " ms";
  }
}

}  // namespace
}  // namespace ranged::content
