#include <string>
#include <string_view>

#include "http1/head_guard.hpp"
#include "unit/http1/any_split.hpp"

// The limits, each at n and at n + 1, through the whole parser.

namespace ranged::http1 {
namespace {

constexpr HeadLimits kSmall = {.request_line = 20, .head = 60, .fields = 3, .content = 10};

std::string request_line(std::size_t size) {
  const std::string_view around = "GET / HTTP/1.1";
  return "GET /" + std::string(size - around.size(), 'a') + " HTTP/1.1";
}

/// A head of `size` octets, line ends included.
std::string head(std::size_t size) {
  const std::string_view around = "GET / HTTP/1.1\r\nA: \r\n\r\n";
  return "GET / HTTP/1.1\r\nA: " + std::string(size - around.size(), 'v') + "\r\n\r\n";
}

TEST(HeadLimits, TheRequestLineIsCountedWithoutItsEnd) {
  EXPECT_EQ(test::in_any_split(request_line(20) + "\r\n\r\n", kSmall),
            "GET /aaaaaa 1.1 [] persists");
  EXPECT_EQ(test::in_any_split(request_line(21) + "\r\n\r\n", kSmall), "refused 414");
  EXPECT_EQ(test::in_any_split("GET /aaaaaaaaaaaaaaa", kSmall), "more");
  EXPECT_EQ(test::in_any_split("GET /aaaaaaaaaaaaaaaa", kSmall), "refused 414");
  EXPECT_EQ(test::in_any_split("\r\n\r\n" + request_line(20) + "\r\n\r\n", kSmall),
            "GET /aaaaaa 1.1 [] persists");
  EXPECT_EQ(test::in_any_split(request_line(20) + " ", kSmall), "refused 414");
}

TEST(HeadLimits, TheHeadIsCountedFromTheRequestLineToTheEmptyLine) {
  EXPECT_TRUE(test::in_any_split(head(60), kSmall).ends_with("] persists"));
  EXPECT_EQ(test::in_any_split(head(61), kSmall), "refused 431");
  EXPECT_TRUE(test::in_any_split("\r\n" + head(60), kSmall).ends_with("] persists"));
  const std::string unending = "GET / HTTP/1.1\r\nA: ";
  EXPECT_EQ(test::in_any_split(unending + std::string(60 - unending.size(), 'v'), kSmall), "more");
  EXPECT_EQ(test::in_any_split(unending + std::string(61 - unending.size(), 'v'), kSmall),
            "refused 431");
  EXPECT_EQ(test::in_any_split("GET / HTTP/1.1\r\n" + std::string(60, 'n'), kSmall), "refused 431");
  EXPECT_EQ(test::in_any_split("GET /aaaa HTTP/1.1\r\n", {.request_line = 20, .head = 10}),
            "refused 431");
}

TEST(HeadLimits, FieldLinesAreCounted) {
  EXPECT_EQ(test::in_any_split("GET / HTTP/1.1\r\nA:1\r\nA:2\r\nA:3\r\n\r\n", kSmall),
            "GET / 1.1 [A: 1; A: 2; A: 3] persists");
  EXPECT_EQ(test::in_any_split("GET / HTTP/1.1\r\nA:1\r\nA:2\r\nA:3\r\nA", kSmall), "refused 431");
  EXPECT_EQ(test::in_any_split("GET / HTTP/1.1\r\n\r\n", {.fields = 0}), "GET / 1.1 [] persists");
  EXPECT_EQ(test::in_any_split("GET / HTTP/1.1\r\nA:1\r\n\r\n", {.fields = 0}), "refused 431");
}

TEST(HeadLimits, AMethodIsShort) {
  EXPECT_EQ(test::in_any_split(std::string(kMaxMethod, 'M') + " / HTTP/1.1\r\n\r\n"),
            "refused 501");
  EXPECT_EQ(test::in_any_split(std::string(kMaxMethod + 1, 'M')), "refused 501");
  EXPECT_EQ(test::in_any_split(std::string(21, 'M'), kSmall), "refused 414");
}

TEST(HeadLimits, ContentIsCountedWithItsFraming) {
  const std::string length = "GET / HTTP/1.1\r\nContent-Length: ";
  const std::string chunked = "GET / HTTP/1.1\r\nTransfer-Encoding:chunked\r\n\r\n";
  const std::string got_chunked = "GET / 1.1 [Transfer-Encoding: chunked] persists";
  EXPECT_EQ(test::in_any_split(length + "10\r\n\r\n0123456789", kSmall),
            "GET / 1.1 [Content-Length: 10] persists");
  EXPECT_EQ(test::in_any_split(length + "11\r\n\r\n", kSmall), "refused 413");
  EXPECT_EQ(test::in_any_split(length + "0\r\n\r\n", {.content = 0}),
            "GET / 1.1 [Content-Length: 0] persists");
  EXPECT_EQ(test::in_any_split(length + "1\r\n\r\n", {.content = 0}), "refused 413");

  const struct {
    std::string_view chunks, expected;
  } cases[] = {
      {"0\r\n\r\n", ""},
      {"000000\r\n\r\n", ""},              // 10 octets
      {"0000000\r\n\r\n", "refused 413"},  // 11 octets
      {"0;abcde\r\n\r", "more"},
      {"0;abcde\r\n\r\n", "refused 413"},
      {"0\r\nA:b\r\n\r\n", ""},
      {"0\r\nA:bc\r\n\r\n", "refused 413"},
      {"5\r\nhello\r\n", "more"},
      {"5\r\nhello\r\n0", "refused 413"},
      {"fffffff\r\n", "more"},
      {"fffffff\r\n01", "refused 413"},
      {"0000000000", "more"},
      {"00000000000", "refused 413"},
      {"0000000000x", "refused 413"},
      {"000000000x", "refused 400"},
  };
  for (const auto& [chunks, expected] : cases) {
    EXPECT_EQ(test::in_any_split(chunked + std::string(chunks), kSmall),
              expected.empty() ? got_chunked : expected)
        << test::escaped(chunks);
  }
  const std::string two = chunked + "000000\r\n\r\n";  // counted anew for each message
  EXPECT_EQ(test::in_any_split(two + two, kSmall), got_chunked + " | " + got_chunked);
}

TEST(HeadLimits, TrailersAreCountedLikeFields) {
  const HeadLimits limits = {.fields = 1};
  const std::string chunked = "GET / HTTP/1.1\r\nTransfer-Encoding:chunked\r\n\r\n0\r\n";
  EXPECT_EQ(test::in_any_split(chunked + "A:1\r\n\r\n", limits),
            "GET / 1.1 [Transfer-Encoding: chunked] persists");
  EXPECT_EQ(test::in_any_split(chunked + "A:1\r\nB:2\r\n\r\n", limits), "refused 431");
}

/// As in_any_split(), for octets that are too many for it: every 97th boundary, and the last ones.
std::string in_many_splits(std::string_view octets) {
  test::Boundaries boundaries;
  for (const std::size_t boundary : test::every_boundary(octets)) {
    if (boundary % 97 == 0 || boundary + 64 > octets.size()) boundaries.push_back(boundary);
  }
  return test::in_splits(octets, boundaries, [&](const test::Boundaries& cuts) {
    return test::requests_in(octets, HeadLimits{}, cuts);
  });
}

TEST(HeadLimits, AreByDefaultWhatAnyBrowserFitsIn) {
  EXPECT_TRUE(test::in_any_split(request_line(8192) + "\r\n\r\n").ends_with("persists"));
  EXPECT_EQ(test::in_any_split(request_line(8193) + "\r\n\r\n"), "refused 414");
  EXPECT_TRUE(in_many_splits(head(32768)).ends_with("persists"));
  EXPECT_EQ(in_many_splits(head(32769)), "refused 431");
  std::string fields = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 100; ++i) fields += "A:b\r\n";
  EXPECT_TRUE(test::in_any_split(fields + "\r\n").ends_with("persists"));
  EXPECT_EQ(test::in_any_split(fields + "A:b\r\n\r\n"), "refused 431");
}

}  // namespace
}  // namespace ranged::http1
