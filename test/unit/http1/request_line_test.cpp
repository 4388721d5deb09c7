#include <string>
#include <string_view>

#include "ranged/http/grammar.hpp"
#include "unit/http1/any_split.hpp"

// The request line, through the whole parser: RFC 9112, sections 2.2, 2.3 and 3.

namespace ranged::http1 {
namespace {

using std::literals::operator""sv;

/// What becomes of a request line with one field behind it.
std::string answer(std::string_view line) {
  return test::in_any_split(std::string(line).append("\r\nHost: x\r\n\r\n"));
}

TEST(RequestLine, IsThreeWordsBetweenSingleSpaces) {
  const struct {
    std::string_view line, expected;
  } cases[] = {
      {"GET / HTTP/1.1", "GET / 1.1 [Host: x] persists"},
      {"HEAD /a/b.mp4?t=1&u HTTP/1.1", "HEAD /a/b.mp4?t=1&u 1.1 [Host: x] persists"},
      {"GET / HTTP/1.0", "GET / 1.0 [Host: x] closes"},
      {"OPTIONS * HTTP/1.1", "OPTIONS * 1.1 [Host: x] persists"},
      {"CONNECT x:443 HTTP/1.1", "CONNECT x:443 1.1 [Host: x] persists"},
      {"GET http://x/a HTTP/1.1", "GET http://x/a 1.1 [Host: x] persists"},
      {"GET HTTP://x:80 HTTP/1.1", "GET HTTP://x:80 1.1 [Host: x] persists"},
      {"GET /%41%zz%00 HTTP/1.1", "GET /%41%zz%00 1.1 [Host: x] persists"},
      {"GET /a#b HTTP/1.1", "GET /a#b 1.1 [Host: x] persists"},  // the router's to refuse
      {"GET /\"<>^`{|}\\ HTTP/1.1", "GET /\"<>^`{|}\\ 1.1 [Host: x] persists"},
      {"GET //evil HTTP/1.1", "GET //evil 1.1 [Host: x] persists"},
      // Go readrequest_test
      {"GET //user@host/is/a/path/ HTTP/1.1", "GET //user@host/is/a/path/ 1.1 [Host: x] persists"},
      {"NOTIFY * HTTP/1.1", "NOTIFY * 1.1 [Host: x] persists"},
      {"CONNECT 127.0.0.1:6060 HTTP/1.1", "CONNECT 127.0.0.1:6060 1.1 [Host: x] persists"},
      {"GET ../../../../etc/passwd HTTP/1.1", "refused 400"},
      {"GET  HTTP/1.1", "refused 400"},

      {"", "refused 400"},
      {" ", "refused 400"},
      {"GET", "refused 400"},
      {"GET ", "refused 400"},
      {"GET  / HTTP/1.1", "refused 400"},
      {"GET /  HTTP/1.1", "refused 400"},
      {" GET / HTTP/1.1", "refused 400"},
      {"GET / HTTP/1.1 ", "refused 400"},
      {"GET / HTTP/1.1\t", "refused 400"},
      {"GET\t/ HTTP/1.1", "refused 400"},
      {"GET /\tHTTP/1.1", "refused 400"},
      {"GET /a b HTTP/1.1", "refused 400"},
      {"GET /\x0bHTTP/1.1", "refused 400"},
      {"GET\x0c/ HTTP/1.1", "refused 400"},
      {"GET /a\x01 HTTP/1.1", "refused 400"},
      {"GET /a\0 HTTP/1.1"sv, "refused 400"},
      {"GET /a\x7f HTTP/1.1", "refused 400"},
      {"GET /\xc3\xa4 HTTP/1.1", "refused 400"},
      {"GET /\xff HTTP/1.1", "refused 400"},
      {"GET /a\rb HTTP/1.1", "refused 400"},
      {"GET /a\nb HTTP/1.1", "refused 400"},
      {"GET /\r HTTP/1.1", "refused 400"},
      {"GET / HTTP/1.1\rX", "refused 400"},
      {"GET / HTTP/1.1\r\r", "refused 400"},
      {"GET / HTTP/1.1\nHost: y", "refused 400"},
      {"GET a HTTP/1.1", "refused 400"},
      {"GET ?q HTTP/1.1", "refused 400"},
      {"GET urn:x HTTP/1.1", "refused 400"},
      {"G ET / HTTP/1.0", "refused 400"},  // Apache http_strict.t, from here on
      {"GET / HTTP/1.0\n\n", "refused 400"},
      {"GET / HTTP/1.0\r\r", "refused 400"},
      {"GET / HTTP/1.0 x", "refused 400"},
      {"GET /HTTP/1.0", "refused 400"},  // lighttpd test_request.c, from here on
      {"GET/ HTTP/1.0", "refused 400"},
  };
  for (const auto& [line, expected] : cases) {
    EXPECT_EQ(answer(line), expected) << test::escaped(line);
  }
}

TEST(RequestLine, NamesAMethodWeKnow) {
  const struct {
    std::string_view line, expected;
  } cases[] = {
      {"POST / HTTP/1.1", "POST / 1.1 [Host: x] persists"},
      {"DELETE / HTTP/1.1", "DELETE / 1.1 [Host: x] persists"},
      {"PATCH / HTTP/1.1", "PATCH / 1.1 [Host: x] persists"},
      {"TRACE / HTTP/1.1", "TRACE / 1.1 [Host: x] persists"},
      {"get / HTTP/1.1", "refused 501"},
      {"Get / HTTP/1.1", "refused 501"},
      {"GETT / HTTP/1.1", "refused 501"},
      {"GE / HTTP/1.1", "refused 501"},
      {"! / HTTP/1.1", "refused 501"},
      {"PRI * HTTP/1.1", "refused 501"},
      // llhttp test/request/method.md and invalid.md
      {"MKCOLA / HTTP/1.1", "refused 501"},
      {"ANNOUNCE /music/sweet/music HTTP/1.0", "refused 501"},
      {"QMETHOD / HTTP/1.1", "refused 501"},

      {"GE\xc3\xa9T / HTTP/1.1", "refused 400"},
      {"GET: / HTTP/1.1", "refused 400"},
      {"G(E)T / HTTP/1.1", "refused 400"},
      {"{\"a\":1} / HTTP/1.1", "refused 400"},
      {"GET,HEAD / HTTP/1.1", "refused 400"},
      {"\0GET / HTTP/1.1"sv, "refused 400"},
      {"\xef\xbb\xbfGET / HTTP/1.1", "refused 400"},  // a byte order mark
      {"\x16\x03\x01\x02", "refused 400"},            // the beginning of a TLS ClientHello
  };
  for (const auto& [line, expected] : cases) {
    EXPECT_EQ(answer(line), expected) << test::escaped(line);
  }
}

TEST(RequestLine, NamesAVersionWeSpeak) {
  const struct {
    std::string_view version, expected;
  } cases[] = {
      {"HTTP/1.2", "GET / 1.2 [Host: x] persists"},
      {"HTTP/1.9", "GET / 1.9 [Host: x] persists"},

      {"HTTP/2.0", "refused 505"},
      {"HTTP/2.1", "refused 505"},
      {"HTTP/3.0", "refused 505"},
      {"HTTP/9.9", "refused 505"},
      {"HTTP/5.6", "refused 505"},  // llhttp test/request/invalid.md

      {"", "refused 400"},
      {"HTTP/0.9", "refused 400"},
      {"HTTP/0.0", "refused 400"},
      {"HTTP/1", "refused 400"},
      {"HTTP/1.", "refused 400"},
      {"HTTP/2", "refused 400"},
      {"HTTP/", "refused 400"},
      {"HTTP", "refused 400"},
      {"HTTP/1.10", "refused 400"},
      {"HTTP/10.1", "refused 400"},
      {"HTTP/01.1", "refused 400"},
      {"HTTP/1.01", "refused 400"},
      {"HTTP/1,1", "refused 400"},
      {"HTTP/1 1", "refused 400"},
      {"HTTP/+1.1", "refused 400"},
      {"HTTP/1.x", "refused 400"},
      {"HTTP/x.1", "refused 400"},
      {"http/1.1", "refused 400"},
      {"Http/1.1", "refused 400"},
      {"HTTP\\1.1", "refused 400"},
      {"HTTPS/1.1", "refused 400"},
      {"HTTP/1.1x", "refused 400"},
      // llhttp test/request/invalid.md
      {"ICE/1.0", "refused 400"},
      {"IHTTP/1.0", "refused 400"},
      {"RTSP/1.0", "refused 400"},
      {"HTTP/.01", "refused 400"},  // lighttpd test_request.c
  };
  for (const auto& [version, expected] : cases) {
    EXPECT_EQ(answer("GET / " + std::string(version)), expected) << version;
  }
}

TEST(RequestLine, IsJudgedVersionFirstThenMethod) {
  EXPECT_EQ(test::in_any_split("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "refused 505");
  EXPECT_EQ(test::in_any_split("BREW / HTTP/3.0\r\n\r\n"), "refused 505");
  EXPECT_EQ(test::in_any_split("BREW / HTTP/0.9\r\n\r\n"), "refused 400");
  EXPECT_EQ(test::in_any_split("SOURCE /x ICE/1.0\r\n\r\n"), "refused 400");
  EXPECT_EQ(test::in_any_split("DESCRIBE /x RTSP/1.0\r\n\r\n"), "refused 400");
  EXPECT_EQ(test::in_any_split("OPTIONS rtsp://221.192.134.146:80 RTSP/1.1\r\n\r\n"),
            "refused 400");  // lighttpd test_request.c
}

TEST(RequestLine, MayBePrecededByTwoEmptyLines) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      {"\r\nGET / HTTP/1.1\r\n\r\n", "GET / 1.1 [] persists"},
      {"\r\n\r\nGET / HTTP/1.1\r\n\r\n", "GET / 1.1 [] persists"},
      {"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx\r\nGET /b HTTP/1.1\r\n\r\n",
       "POST / 1.1 [Content-Length: 1] persists | GET /b 1.1 [] persists"},
      {"", ""},
      {"\r\n", ""},
      {"\r\n\r", ""},
      {"GET / HTTP/1.1\r\n\r\n\r\n", "GET / 1.1 [] persists"},
      {"\r\n\r\n\r\nGET / HTTP/1.1\r\n\r\n", "refused 400"},
      {"\nGET / HTTP/1.1\r\n\r\n", "refused 400"},
      {"\rGET / HTTP/1.1\r\n\r\n", "refused 400"},
      {"\r\rGET / HTTP/1.1\r\n\r\n", "refused 400"},
      {"\r\n GET / HTTP/1.1\r\n\r\n", "refused 400"},
      {"\r\n\tGET / HTTP/1.1\r\n\r\n", "refused 400"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(test::in_any_split(octets), expected) << test::escaped(octets);
  }
}

TEST(RequestLine, EveryOctetThatIsNoTokenEndsAMethod) {
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const std::string line = std::string("G") + c + "T / HTTP/1.1";
    const bool token = http::is_token_char(c);
    EXPECT_EQ(answer(line),
              token ? (c == 'E' ? "GET / 1.1 [Host: x] persists" : "refused 501") : "refused 400")
        << octet;
  }
}

TEST(RequestLine, EveryOctetOutsideVisibleAsciiSpoilsATarget) {
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const std::string target = std::string("/") + c;
    const bool visible = octet > 0x20 && octet < 0x7f;
    EXPECT_EQ(answer("GET " + target + " HTTP/1.1"),
              visible ? "GET " + target + " 1.1 [Host: x] persists" : "refused 400")
        << octet;
  }
}

}  // namespace
}  // namespace ranged::http1
