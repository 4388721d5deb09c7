#include <string>
#include <string_view>

#include "unit/http1/any_split.hpp"

// Content that is read and dropped, through the whole parser: RFC 9112, sections 6 and 7. A request
// follows each, so that a wrong end is noticed.

namespace ranged::http1 {
namespace {

using std::literals::operator""sv;

constexpr std::string_view kNext = "GET /next HTTP/1.1\r\n\r\n";
constexpr std::string_view kNextAnswer = " | GET /next 1.1 [] persists";

/// What becomes of a request with `fields`, `content`, and a request behind it.
std::string answer(std::string_view fields, std::string_view content) {
  std::string octets = "POST / HTTP/1.1\r\n";
  octets.append(fields).append("\r\n").append(content).append(kNext);
  const std::string text = test::in_any_split(octets);
  return text.starts_with("POST / 1.1 [") && text.ends_with(kNextAnswer) ? "dropped" : text;
}

std::string answer_to_chunks(std::string_view chunks) {
  return answer("Transfer-Encoding: chunked\r\n", chunks);
}

TEST(Content, EndsWhereItsLengthSays) {
  const struct {
    std::string_view fields, content, expected;
  } cases[] = {
      {"", "", "dropped"},
      {"Content-Length: 0\r\n", "", "dropped"},
      {"Content-Length: 5\r\n", "hello", "dropped"},
      {"Content-Length:5\r\n", "hello", "dropped"},
      {"content-LENGTH: 5 \r\n", "hello", "dropped"},
      {"Content-Length: 003\r\nOhai: world\r\n", "abc", "dropped"},  // llhttp content-length.md
      {"Content-Length: 00000000000000000000000005\r\n", "hello", "dropped"},
      {"Content-Length: 4\r\n", "\r\n\r\n", "dropped"},
      {"Content-Length: 4\r\n", "\0\xff\r\n"sv, "dropped"},
      {"Content-Length: 18\r\n", "GET / HTTP/1.1\r\n\r\n", "dropped"},
      {"Content-Length: 5\r\nConnection: upgrade\r\nUpgrade: h2c\r\n", "hello", "dropped"},
      {"Content-Length: 5\r\nExpect: 100-continue\r\n", "hello", "dropped"},
      {"Content-Type: text/plain\r\nContent-Length: 7\r\n", "abcdef\n", "dropped"},  // Go
      {"Content-Length: 65536\r\n", "", "more"},
      {"Content-Length: 65537\r\n", "", "refused 413"},
      {"Content-Length: 18446744073709551615\r\n", "", "refused 413"},
      {"Content-Length: 18446744073709551616\r\n", "", "refused 400"},
      {"Content-Length: 1000000000000000000000\r\n", "", "refused 400"},  // llhttp
      {"Content-Length:\r\n", "", "refused 400"},
      {"Content-Length: +5\r\n", "hello", "refused 400"},
      {"Content-Length: -5\r\n", "hello", "refused 400"},
      {"Content-Length: -0\r\n", "", "refused 400"},
      {"Content-Length: 0x5\r\n", "hello", "refused 400"},
      {"Content-Length: 5a\r\n", "hello", "refused 400"},
      {"Content-Length: a5\r\n", "hello", "refused 400"},
      {"Content-Length: 5.0\r\n", "hello", "refused 400"},
      {"Content-Length: 1e1\r\n", "hello", "refused 400"},
      {"Content-Length: 5 5\r\n", "hello", "refused 400"},
      {"Content-Length: 4 2\r\n", "hello", "refused 400"},  // llhttp content-length.md
      {"Content-Length: 13 37\r\n", "hello", "refused 400"},
      {"Content-Length: 5,5\r\n", "hello", "refused 400"},
      {"Content-Length: 5, 5\r\n", "hello", "refused 400"},
      {"Content-Length: ,5\r\n", "hello", "refused 400"},
      {"Content-Length: 5;\r\n", "hello", "refused 400"},
      {"Content-Length: \"5\"\r\n", "hello", "refused 400"},
      {"Content-Length: \xef\xbc\x95\r\n", "hello", "refused 400"},  // a full-width 5
      {"Content-Length: 5\r\nContent-Length: 5\r\n", "hello", "refused 400"},
      {"Content-Length: 5\r\nContent-Length: 6\r\n", "hello", "refused 400"},
      {"Content-Length: 0\r\nContent-Length: 0\r\n", "", "refused 400"},
      {"Content-Length: 5\r\ncontent-length: 5\r\n", "hello", "refused 400"},
      {"Content-Length: 5\r\nContent-Length:\r\n", "hello", "refused 400"},
  };
  for (const auto& [fields, content, expected] : cases) {
    std::string text = answer(fields, content);
    if (text.starts_with("more")) text = "more";
    EXPECT_EQ(text, expected) << test::escaped(fields);
  }
}

TEST(Content, EndsBehindTheLastChunkAndItsTrailers) {
  const std::string_view accepted[] = {
      "0\r\n\r\n",
      "000\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n",
      "5\r\nhello\r\n6\r\n world\r\n000\r\n\r\n",  // llhttp transfer-encoding.md
      "a\r\n0123456789\r\n0\r\n\r\n",
      "A\r\n0123456789\r\n0\r\n\r\n",
      "0000000000000000000000000000A\r\n0123456789\r\n0\r\n\r\n",
      "1e\r\nall your base are belong to us\r\n0\r\n\r\n",
      "4\r\n\r\n\r\n\r\n0\r\n\r\n",
      "5\r\n0\r\n\r\n\r\n0\r\n\r\n",
      // extensions; the third from llhttp transfer-encoding.md
      "5;a\r\nhello\r\n0;b\r\n\r\n",
      "1;jkl=\"mno\"\r\nD\r\n0\r\n\r\n",
      "5;a=\"b; c\";d=\"e\"\r\nhello\r\n0\r\n\r\n",
      "5;ilovew3;somuchlove=arethesefor;another=withvalue\r\nhello\r\n0\r\n\r\n",
      "5;i=\"I \\\"love\\\"; \\\\extensions\\\\\";s=\"a\";b;c=d\r\nhello\r\n0\r\n\r\n",
      "5;a=b;c=d\r\nhello\r\n2;e=f;g\r\nhi\r\n0;h=i;j=k\r\n\r\n",  // llhttp 8 refuses these
      "5; a = b ; c\r\nhello\r\n0\r\n\r\n",
      "5 ;a=b\r\nhello\r\n0\r\n\r\n",  // RFC 9112, 7.1.1: whitespace before it, too
      "5\t ; a\r\nhello\r\n0 ;b\r\n\r\n",
      "5;a=\"\xc3\xa9\\\xff\"\r\nhello\r\n0\r\n\r\n",
      // trailers
      "0\r\nA: b\r\n\r\n",
      "0\r\nA:\r\nB: \t c\r\n\r\n",
      "3\r\nfoo\r\n3\r\nbar\r\n0\r\nTrailer-Key: Trailer-Value\r\n\r\n",  // Go readrequest_test
      "5\r\nhello\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n",   // llhttp
      "0\r\nContent-Length: 5\r\n\r\n",
      "0\r\nContent-Length: five\r\n\r\n",
      "0\r\nTransfer-Encoding: chunked\r\n\r\n",
      "0\r\nConnection: close\r\n\r\n",
      "0\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
      "0\r\nHost: other\r\n\r\n",
  };
  for (const auto chunks : accepted) {
    EXPECT_EQ(answer_to_chunks(chunks), "dropped") << test::escaped(chunks);
  }
}

TEST(Content, IsRefusedWhereAChunkIsNotAsItShouldBe) {
  const std::string_view refused[] = {
      "\r\n",
      "5\nhello\r\n0\r\n\r\n",
      "5\r\nhello\n0\r\n\r\n",
      "5\r\nhello\r\n0\n\r\n",
      "5\r\nhello\r\n0\r\n\n",
      "5\r\nhello0\r\n\r\n",
      "5\r\nhello!\r\n0\r\n\r\n",
      "5\r\nhello\r\r\n0\r\n\r\n",
      "5\r\nhello\rX0\r\n\r\n",
      "5\r\nhelloX\n0\r\n\r\n",
      "5\r\nhell\r\n0\r\n\r\n",
      "5\rXhello\r\n0\r\n\r\n",
      "5\r\r\nhello\r\n0\r\n\r\n",
      "0\r\n\rX",
      "0x5\r\nhello\r\n0\r\n\r\n",
      "+5\r\nhello\r\n0\r\n\r\n",
      "-1\r\nhello\r\n0\r\n\r\n",
      " 5\r\nhello\r\n0\r\n\r\n",
      "5 \r\nhello\r\n0\r\n\r\n",
      "5\t\r\nhello\r\n0\r\n\r\n",
      "\t5\r\nhello\r\n0\r\n\r\n",
      "5 5\r\nhello\r\n0\r\n\r\n",
      "5_0\r\nhello\r\n0\r\n\r\n",
      "5.\r\nhello\r\n0\r\n\r\n",
      "5h\r\nhello\r\n0\r\n\r\n",
      "g\r\nhello\r\n0\r\n\r\n",
      "5,5\r\nhello\r\n0\r\n\r\n",
      "\"5\"\r\nhello\r\n0\r\n\r\n",
      "10000000000000000\r\n",
      "100000000000000005\r\nhello\r\n0\r\n\r\n",
      // extensions: a reader that looks for LF and one that looks for CRLF must not differ
      "5;a\nhello\r\n0\r\n\r\n",
      "5;a\rhello\r\n0\r\n\r\n",
      "5;a\rb\r\nhello\r\n0\r\n\r\n",
      "5\r;a\nhello\r\n0\r\n\r\n",
      "5\r;a\r\nhello\r\n0\r\n\r\n",
      ";a\r\n\r\n",
      " ;a\r\n\r\n",
      "5 a;b\r\nhello\r\n0\r\n\r\n",
      "5 ;\r\nhello\r\n0\r\n\r\n",
      "5;a=\xc3\xa9\r\nhello\r\n0\r\n\r\n",
      "5;a=\"\x7f\"\r\nhello\r\n0\r\n\r\n",
      "5;;a\r\nhello\r\n0\r\n\r\n",
      "5;a;\r\nhello\r\n0\r\n\r\n",
      "5; \r\nhello\r\n0\r\n\r\n",
      "5;a=\"b\\\"\r\nhello\r\n0\r\n\r\n",
      "5;\nhello\r\n0\r\n\r\n",
      "5;\x01\r\nhello\r\n0\r\n\r\n",
      "5;\xff\r\nhello\r\n0\r\n\r\n",
      "5;a=\"b\nc\"\r\nhello\r\n0\r\n\r\n",
      "5;a=\"b\rc\"\r\nhello\r\n0\r\n\r\n",
      "5;a=\"b\r\nhello\r\n0\r\n\r\n",
      "5;a=\nb\r\nhello\r\n0\r\n\r\n",
      "5;a=b\0\r\nhello\r\n0\r\n\r\n"sv,
      "2 erfrferferf\r\naa\r\n0 rrrr\r\n\r\n",  // llhttp transfer-encoding.md
      "2;\r\naa\r\n0\r\n\r\n",                  // likewise, down to the trailers
      "3\r\nfoo\r\n\r\n",
      "3 \n  \r\nfoo",
      "5\r\r;ABCD\r\n34\r\nE\r\n0\r\n\r\n",
      "5;a=\"abc\";b=\"def; ghi\r\nhello\r\n",
      // trailers
      "0\r\n: b\r\n\r\n",
      "0\r\nA : b\r\n\r\n",
      "0\r\nA: b\r\n c\r\n\r\n",
      "0\r\n A: b\r\n\r\n",
      "0\r\nA: b\n\r\n",
      "0\r\nA: b\r\n\n",
      "0\r\nA: b\rC: d\r\n\r\n",
      "0\r\nA\r\n\r\n",
      "0\r\nA: b\0\r\n\r\n"sv,
      "0\r\nGET /admin HTTP/1.1\r\n\r\n",
  };
  for (const auto chunks : refused) {
    EXPECT_EQ(answer_to_chunks(chunks), "refused 400") << test::escaped(chunks);
  }
}

TEST(Content, IsFollowedByTheNextRequestAndAwaitedToItsEnd) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      {"POST /aaa HTTP/1.1\r\nContent-Length: 3\r\n\r\nAAA"
       "PUT /bbb HTTP/1.1\r\nContent-Length: 4\r\n\r\nBBBB"
       "PATCH /ccc HTTP/1.1\r\nContent-Length: 5\r\n\r\nCCCC",  // llhttp pipelining.md
       "POST /aaa 1.1 [Content-Length: 3] persists | PUT /bbb 1.1 [Content-Length: 4] persists | "
       "more"},
      {"PUT / HTTP/1.1\r\nContent-Length: 100\r\n", "more"},  // llhttp finish.md
      {"PUT / HTTP/1.1\r\nContent-Leng", "more"},             // likewise
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(test::in_any_split(octets), expected) << test::escaped(octets);
  }
}

TEST(Content, MayComeWithEveryMethod) {
  for (const std::string method :
       {"GET", "HEAD", "OPTIONS", "DELETE", "PUT", "TRACE", "PROPFIND"}) {
    const std::string head = method + " / HTTP/1.1\r\n";
    const std::string got = method + " / 1.1 [";
    EXPECT_EQ(test::in_any_split(head + "Content-Length: 2\r\n\r\nab" + std::string(kNext)),
              got + "Content-Length: 2] persists" + std::string(kNextAnswer));
    EXPECT_EQ(test::in_any_split(head + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n" +
                                 std::string(kNext)),
              got + "Transfer-Encoding: chunked] persists" + std::string(kNextAnswer));
  }
  EXPECT_EQ(test::in_any_split("CONNECT x:1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nab" +
                               std::string(kNext)),
            "CONNECT x:1 1.1 [Content-Length: 2] persists" + std::string(kNextAnswer));
}

}  // namespace
}  // namespace ranged::http1
