#include <string>
#include <string_view>

#include "unit/http1/any_split.hpp"

// Requests hidden in requests (RFC 9112, section 11.2): whatever a proxy in front of us may have
// made of these octets, no second request comes out that the first does not clearly end before.
// The families are those of the smuggling literature (Linhart 2005, Kettle 2019 and 2025).

namespace ranged::http1 {
namespace {

using std::literals::operator""sv;

/// What becomes of a POST with `fields`, chunks that also are 11 octets, and a hidden request.
std::string answer(std::string_view fields) {
  std::string octets = "POST / HTTP/1.1\r\nHost: x\r\n";
  octets.append(fields).append("\r\n1\r\nZ\r\n0\r\n\r\nGET /admin HTTP/1.1\r\nHost: x\r\n\r\n");
  return test::in_any_split(octets);
}

TEST(Smuggling, TwoLengthsAreNone) {
  const std::string_view refused[] = {
      "Content-Length: 11\r\nTransfer-Encoding: chunked\r\n",  // CL.TE
      "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",   // TE.CL
      "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
      "Content-Length: 11\r\nTransfer-Encoding:\r\n",
      "Content-Length: 11\r\nTransfer-Encoding: identity\r\n",
      "Content-Length: 11\r\nTransfer-Encoding: xchunked\r\n",
      "Content-Length: 11\r\ntransfer-encoding: CHUNKED\r\n",
      "Content-Length: 10\r\nTransfer-Encoding:\r\nTransfer-Encoding:\r\n",  // llhttp
      "Content-Length: 11\r\nContent-Length: 0\r\n",                         // CL.CL
      "Content-Length: 0\r\nContent-Length: 11\r\n",
      "Content-Length: 0, 11\r\n",
      "Content-Length: 11\r\nX: y\r\nContent-Length: 11\r\n",
      "Content-Length: 3\r\nContent-Length: 4\r\n",  // Go readrequest_test
  };
  for (const auto fields : refused) {
    EXPECT_EQ(answer(fields), "refused 400") << test::escaped(fields);
  }
}

TEST(Smuggling, DisguisedTransferEncodingIsRefused) {
  const std::string_view refused[] = {
      "Transfer-Encoding: xchunked\r\n",
      "Transfer-Encoding: chunkedx\r\n",
      "Transfer-Encoding: chunkedchunked\r\n",  // llhttp transfer-encoding.md
      "Transfer-Encoding: chunk\r\n",
      "Transfer-Encoding: \"chunked\"\r\n",
      "Transfer-Encoding: 'chunked'\r\n",
      "Transfer-Encoding: chunked;q=1\r\n",
      "Transfer-Encoding: chunked;\r\n",
      "Transfer-Encoding: chunked chunked\r\n",
      "Transfer-Encoding: chunked\xa0\r\n",
      "Transfer-Encoding: \xef\xbb\xbf"
      "chunked\r\n",
      "Transfer-Encoding: \x0b"
      "chunked\r\n",
      "Transfer-Encoding: chunked\0\r\n"sv,
      "Transfer-Encoding : chunked\r\n",
      "Transfer-Encoding\t: chunked\r\n",
      " Transfer-Encoding: chunked\r\n",
      "X: y\nTransfer-Encoding: chunked\r\n",
      "X: y\rTransfer-Encoding: chunked\r\n",
      "X:\rTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding:\r\n chunked\r\n",
      "Transfer-Encoding\r\n: chunked\r\n",
      "Transfer-Encoding: chunked\r\n\tgzip\r\n",
      ": x\r\nTransfer-Encoding: chunked\r\n\n",
      "Transfer-Encoding: identity\r\n",
      "Transfer-Encoding: gzip\r\n",
      "Transfer-Encoding: pigeons\r\n",  // llhttp test/request/transfer-encoding.md
      "Transfer-Encoding: chunked, deflate\r\n",
      "Transfer-Encoding: chunked, identity\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
      "Transfer-Encoding: chunked, chunked\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n",
      "Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: ,chunked\r\n",
      "Transfer-Encoding: chunked,\r\n",
      "Transfer-Encoding: ,\r\n",
      "Transfer-Encoding:\r\n",
  };
  for (const auto fields : refused) {
    EXPECT_EQ(answer(fields), "refused 400") << test::escaped(fields);
  }
}

TEST(Smuggling, CodingsWeDoNotHaveAreNotImplemented) {
  const std::string_view refused[] = {
      "Transfer-Encoding: gzip, chunked\r\n",
      "Transfer-Encoding: deflate, chunked\r\n",
      "Transfer-Encoding: identity, chunked\r\n",
      "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: cow, Chunked\r\n",
  };
  for (const auto fields : refused) {
    EXPECT_EQ(answer(fields), "refused 501") << test::escaped(fields);
  }
}

TEST(Smuggling, WhatIsPlainIsRead) {
  const struct {
    std::string_view fields, first;
  } cases[] = {
      {"Content-Length: 11\r\n", "Content-Length: 11"},
      {"Transfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked"},
      {"Transfer-Encoding: Chunked\r\n", "Transfer-Encoding: Chunked"},
      {"Transfer-encoding:  cHuNkEd\r\n", "Transfer-encoding: cHuNkEd"},
      {"TE: chunked\r\nContent-Length: 11\r\n", "TE: chunked; Content-Length: 11"},
  };
  for (const auto& [fields, first] : cases) {
    EXPECT_EQ(answer(fields), "POST / 1.1 [Host: x; " + std::string(first) +
                                  "] persists | GET /admin 1.1 [Host: x] persists");
  }
}

TEST(Smuggling, OldAndBrokenFramesEndTheConnection) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      // Transfer-Encoding is not in HTTP/1.0
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "refused 400"},
      {"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n",
       "refused 400"},
      // content nobody announced is the next request, and none
      {"GET / HTTP/1.1\r\n\r\nhello\r\n\r\n", "GET / 1.1 [] persists | refused 400"},
      {"GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcde\r\n\r\n",
       "GET / 1.1 [Content-Length: 3] persists | refused 400"},
      {"GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
       "GET / 1.1 [Content-Length: 0] persists | refused 400"},
      // two empty lines made of bare CR (llhttp 8 loose took the second request)
      {"GET / HTTP/1.1\r\nHost: x\r\r\rGET /admin HTTP/1.1\r\n\r\n", "refused 400"},
      // llhttp test/request/invalid.md, "Spaces before headers"
      {"POST /hello HTTP/1.1\r\nFoo: bar\r\n Content-Length: 38\r\n\r\nGET /bye HTTP/1.1\r\n\r\n",
       "refused 400"},
      // Go readrequest_test, issue 22464
      {"HEAD / HTTP/1.1\r\n Host: foo\r\nContent-Length: 5\r\n\r\n", "refused 400"},
      {"HEAD / HTTP/1.1\r\n\tHost: foo\r\nContent-Length: 5\r\n\r\n", "refused 400"},
      // nothing behind `close` is looked at
      {"GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET /admin HTTP/1.1\r\n\r\n",
       "GET / 1.1 [Connection: close] closes"},
      {"PUT /url HTTP/1.0\r\n\r\nPUT /url HTTP/1.1\r\n\r\n",  // llhttp connection.md, and the next
       "PUT /url 1.0 [] closes"},
      {"POST / HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nq=42\r\n\r\n"
       "GET / HTTP/1.1\r\n\r\n",
       "POST / 1.1 [Content-Length: 4; Connection: close] closes"},
      // an error is the last answer
      {"GET /a HTTP/1.1\r\n\r\nGET\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
       "GET /a 1.1 [] persists | refused 400"},
      // Upgrade and CONNECT change no protocol
      {"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
       "GET / 1.1 [Connection: upgrade; Upgrade: h2c] persists | GET /b 1.1 [] persists"},
      {"CONNECT x:1 HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
       "CONNECT x:1 1.1 [] persists | GET /b 1.1 [] persists"},
      {"PUT /url HTTP/1.1\r\nConnection: upgrade\r\nContent-Length: 4\r\nUpgrade: ws\r\n\r\n"
       "abcdefgh",  // llhttp connection.md
       "PUT /url 1.1 [Connection: upgrade; Content-Length: 4; Upgrade: ws] persists | more"},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(test::in_any_split(octets), expected) << test::escaped(octets);
  }
}

}  // namespace
}  // namespace ranged::http1
