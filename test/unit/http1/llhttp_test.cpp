#include <gtest/gtest.h>
#include <llhttp.h>

#include <string_view>

// What the parser relies on in llhttp itself, without the guard in front of it. The loose build,
// the default of llhttp 8, fails here: it takes requests apart where others do not.

namespace ranged::http1 {
namespace {

llhttp_errno_t parse(std::string_view octets, int lenient_flags = 0) {
  llhttp_settings_t settings;
  llhttp_settings_init(&settings);
  llhttp_t parser;
  llhttp_init(&parser, HTTP_REQUEST, &settings);
  parser.lenient_flags = static_cast<decltype(parser.lenient_flags)>(lenient_flags);
  return llhttp_execute(&parser, octets.data(), octets.size());
}

TEST(Llhttp, IsCompiledStrict) {
  const std::string_view refused[] = {
      "GET / HTTP/1.1\r\nX:\rY\r\n\r\n",
      "GET / HTTP/1.1\r\nDummy:\rContent-Length: 5\r\n\r\n",  // CVE-2023-30589
      "GET / HTTP/1.1\r\nHost: x\r\n\rXGET /admin HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
      "GET /\t HTTP/1.1\r\n\r\n",
      "GET /\xc3\xa4 HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n",
      "GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n",
  };
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nX: Y\r\n\r\n"), HPE_OK);
  for (const auto octets : refused) EXPECT_NE(parse(octets), HPE_OK) << octets;
}

TEST(Llhttp, LeavesTheVersionToUsWhenAskedTo) {
  EXPECT_EQ(parse("GET / HTTP/1.2\r\nHost: x\r\n\r\n", LENIENT_VERSION), HPE_OK);
  EXPECT_EQ(parse("GET / HTTP/1.9\r\nHost: x\r\n\r\n", LENIENT_VERSION), HPE_OK);
}

}  // namespace
}  // namespace ranged::http1
