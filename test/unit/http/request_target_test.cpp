#include "ranged/http/request_target.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

/// "origin path|query", "absolute authority path|query", "authority a:1", "asterisk" or "none".
std::string describe(std::string_view octets) {
  const auto target = parse_request_target(octets);
  if (!target) return "none";
  const std::string authority(target->authority);
  const auto path = std::string(target->path) + '|' + std::string(target->query);
  switch (target->form) {
    case TargetForm::origin:
      return "origin " + authority + path;
    case TargetForm::absolute:
      return "absolute " + authority + ' ' + path;
    case TargetForm::authority:
      return "authority " + authority + (path == "|" ? "" : path);
    case TargetForm::asterisk:
      return "asterisk" + (authority + path == "|" ? "" : authority + path);
  }
  return "?";
}

TEST(RequestTarget, HasOneOfFourForms) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      {"/", "origin /|"},
      {"/where?q=now", "origin /where|?q=now"},  // RFC 9112, 3.2.1
      {"/a/b.mp4", "origin /a/b.mp4|"},
      {"/?", "origin /|?"},
      {"/a?b?c", "origin /a|?b?c"},
      {"/a%3Fb", "origin /a%3Fb|"},
      {"//", "origin //|"},
      {"//evil/x", "origin //evil/x|"},  // a path, never a host
      {"/*", "origin /*|"},
      {"/http://a/b", "origin /http://a/b|"},
      {"/a?http://b/", "origin /a|?http://b/"},
      {"/\\..\\x", "origin /\\..\\x|"},
      {"/\"<>^`{|}", "origin /\"<>^`{|}|"},
      {"/a;b=c,d", "origin /a;b=c,d|"},
      {"/abc?d=e&f=g", "origin /abc|?d=e&f=g"},  // lighttpd test_burl

      {"http://localhost", "absolute localhost /|"},  // nginx http_uri.t, down to the blank line
      {"http://localhost/", "absolute localhost /|"},
      {"http://localhost?args", "absolute localhost /|?args"},
      {"http://localhost:8080", "absolute localhost:8080 /|"},
      {"http://localhost:8080/", "absolute localhost:8080 /|"},
      {"http://localhost:8080?args", "absolute localhost:8080 /|?args"},

      {"http://hypnotoad.org?hail=all", "absolute hypnotoad.org /|?hail=all"},  // llhttp uri.md
      {"http://hypnotoad.org:1234?hail=all", "absolute hypnotoad.org:1234 /|?hail=all"},
      {"home_0.netscape.com:443", "authority home_0.netscape.com:443"},
      {"http://017700000001/", "absolute 017700000001 /|"},  // Apache http_strict.t: no addresses,
      {"http://%3127.0.0.1/", "absolute %3127.0.0.1 /|"},    // but names

      {"http://www.example.org/pub/WWW/", "absolute www.example.org /pub/WWW/|"},
      {"https://a/b?c", "absolute a /b|?c"},
      {"HTTP://a/b", "absolute a /b|"},
      {"hTTpS://a", "absolute a /|"},
      {"http://A.Example/b", "absolute A.Example /b|"},
      {"http://[::1]:80/b", "absolute [::1]:80 /b|"},
      {"http://a:/b", "absolute a: /b|"},
      {"http://a//b", "absolute a //b|"},
      {"http://a/b@c", "absolute a /b@c|"},
      {"http://a?/b", "absolute a /|?/b"},

      {"www.example.com:80", "authority www.example.com:80"},  // RFC 9112, 3.2.3
      {"[::1]:443", "authority [::1]:443"},
      {"1.2.3.4:65535", "authority 1.2.3.4:65535"},
      {"http:80", "authority http:80"},

      {"*", "asterisk"},
  };
  for (const auto& [octets, expected] : cases) EXPECT_EQ(describe(octets), expected) << octets;
}

TEST(RequestTarget, WithoutAFormItIsNone) {
  const std::string_view cases[] = {
      "",
      "**",
      "*/",
      "*?a",
      "?a",
      "a",
      "a/b",
      "no-slash",  // lighttpd test_burl
      ".",
      "../a",
      "./a/b",
      "index.html",
      "\\a",
      "%2Fa",
      "http:",
      "http:/",
      "http:/a",
      "http://",
      "http:///",
      "http:///etc/passwd",
      "http://?a",
      "http://:80/",
      "http://@/",
      "http://user@a/",
      "http://user:pw@a/",
      "http://a@b:80/",
      "http://a:b/",
      "http://a:65536/",
      "http://a:-1/",
      "http://a:80:80/",
      "http://[::1/",
      "http://[::1]a/",
      "http://a\\b/",
      "http://a%/",
      "http://a%zz/",
      "http://a|b/",
      "http://a%12:b!&*$@hypnotoad.org:1234/toto",  // llhttp uri.md
      "http://localhost:80x/",                      // Apache http_strict.t, and the next three
      "http://localhost::80/",
      "http://[4712::abcd::]/",
      "http://4713::abcd:8001/",
      "http://\"a\"/",
      "ftp://a/b",
      "file:///etc/passwd",
      "ws://a/",
      "httpx://a/",
      "shttp://a/",
      "javascript:alert(1)",
      "data:,a",
      "a:",  // RFC 9110, 9.3.6: an empty port
      "a:b",
      "a:80/",
      "a:80?b",
      "a:65536",
      ":80",
      ":",
      "u@a:80",
      "[::1]",
  };
  for (const auto octets : cases) EXPECT_EQ(describe(octets), "none") << octets;
}

TEST(RequestTarget, SomeOctetsStandInNoForm) {
  const std::string_view cases[] = {
      "/foo/bar/.#frag",  // nginx http_uri.t, down to the blank line
      "/foo/bar/?#frag",
      "http://localhost:8080#frag",
      "http://localhost:8080?a#frag",
      "/%aa#frag",
      "/forums/1/topics/2375?page=1#posts-17408",  // llhttp uri.md
      "#frag",
      "/ /",
      "/\x02",

      "/#",
      "/a b",
      " /a",
      "/a ",
      "/a?b c",
      "*#",
      "* ",
      "a:80#",
      "/caf\xc3\xa9",
      "http://caf\xc3\xa9/",
      "/\xff",  // lighttpd test_burl
      "/a?\xfe",
      "/a\x7f",
      "/\a",
      "/\t",
      "/\r",
      "/a\nb",
      "/a\r\nX: y",
  };
  for (const auto octets : cases) EXPECT_EQ(describe(octets), "none") << octets;
}

TEST(RequestTarget, ExactlyTheVisibleAsciiOctetsButTheNumberSignMayStandInAPath) {
  for (int octet = 0; octet < 256; ++octet) {
    const bool allowed = octet > 0x20 && octet < 0x7f && octet != '#';
    const std::string text = {'/', 'a', static_cast<char>(octet), 'b'};
    EXPECT_EQ(parse_request_target(text).has_value(), allowed) << "octet " << octet;
  }
}

TEST(RequestTarget, AnAuthorityIsAHostAndPerhapsAPort) {
  const std::string_view cases[] = {
      "",
      "a",
      "localhost",
      "localhost:8080",
      "localhost:",
      "localhost:0",
      "localhost:65535",
      "localhost:00080",
      "example.com.",
      "a_b",
      "a-b.c~d",
      "!$&'()*+,;=",
      "%41",
      "a%2fb:80",
      "caf%C3%A9.example",
      "999.999.999.999",  // no IPv4 address, but a name
      "0.0.0.0=5000",     // llhttp sample.md

      "www.abcd-ef.g02.xyz",  // nginx http_host.t, down to the blank line
      "abcd-ef.g02.xyz:10",
      "www.abcd-ef.g02.xyz.",
      "abcd-ef.g02.xyz.:88",
      "AbC-d93.0.34ZhGt-s.nk.Ru:88",
      "123.40.56.78",
      "123.49.0.78:987",
      "[abcd::ef98:0:7654:321]",
      "[abcd::ef98:0:7654:321]:80",
      "[::ffff:12.30.67.89]",
      "[::123.45.67.89]:4321",
      "[v0123456789aBcDeF.!$&'()*+,;=-._~AbCdEfGhIjKlMnOpQrStUvWxYz0123456789:]",

      "..examp-LE.com",  // dots at will: http_host.t refuses, RFC 3986 does not
      "[::]",
      "[::]:",
      "[::1]",
      "[1::]",
      "[1:2:3:4:5:6:7:8]",
      "[1:2:3:4:5:6:7::]",
      "[::2:3:4:5:6:7:8]",
      "[1::8]",
      "[FE80::ABCD]",
      "[0000:0000:0000:0000:0000:0000:0000:0001]",
      "[1:2:3:4:5:6:1.2.3.4]",
      "[1::1.2.3.4]",
      "[::255.255.255.255]",
      "[V1.x]",
  };
  for (const auto text : cases) EXPECT_TRUE(is_valid_authority(text)) << text;
}

TEST(RequestTarget, WhatIsNoAuthorityIsNoHostEither) {
  const std::string_view cases[] = {
      ":",
      ":80",
      "a:b",
      "a:-1",
      "a:+1",
      "a: 80",
      "a:65536",
      "a:100000",
      "a:99999999999999999999",
      "a:80a",
      "a:0x50",
      "123.40.56.78:9000:80",  // nginx http_host.t takes it, as a "double port hack"
      "a::",
      "::1",
      "u@a",
      "u:p@a",
      "@",
      "a@",
      "a/",
      "a/b",
      "a?b",
      "a#b",
      "a b",
      " a",
      "a ",
      "a\tb",
      "a,b c",
      "a\\b",
      "a\"b",
      "<a>",
      "a|b",
      "a^b",
      "a`b",
      "{a}",
      "caf\xc3\xa9",
      "abc\xa0",   // Apache http_strict.t
      "abc\\foo",  // likewise
      "a\x7f",
      std::string_view("a\0b", 3),
      "a%",
      "a%4",
      "a%4g",
      "a%g4",
      "%%41",
      std::string_view("a%41", 3),

      "example.com/\\:552",  // nginx http_host.t, down to the blank line
      "\\e/xample.com",
      "[abcd::e\\f98:0/:7654:321]",
      "[abcd\\::ef98:0:7654:321/]:12",
      "[abcd::ef98:0:7654:321]..:98",
      "[ab..cd::ef98:0:7654:321]",
      "localhost\x02",

      "[",
      "]",
      "[]",
      "[]:80",
      "[::1",
      "::1]",
      "[::1]]",
      "[[::1]]",
      "[::1]a",
      "[::1]80",
      "a[::1]",
      "[::1]:65536",
      "[:]",
      "[:::]",
      "[1:]",
      "[:1]",
      "[:1::]",
      "[1::2::3]",
      "[1:2:3:4:5:6:7]",
      "[1:2:3:4:5:6:7:8:9]",
      "[1:2:3:4:5:6:7:8::]",
      "[::1:2:3:4:5:6:7:8]",
      "[12345::]",
      "[g::]",
      "[::1%25eth0]",  // zones name nothing beyond their own machine
      "[1.2.3.4]",
      "[::1.2.3]",
      "[::1.2.3.4.5]",
      "[::1.2.3.256]",
      "[::1.2.3.04]",
      "[::1.2.3.]",
      "[::1.2.3.4:5]",
      "[1:2:3:4:5:6:7:1.2.3.4]",
      "[v.x]",
      "[v1]",
      "[v1.]",
      "[vg.x]",
      "[v1.x/y]",
      "[v1.%41]",
      "[.]",
  };
  for (const auto text : cases) EXPECT_FALSE(is_valid_authority(text)) << text;
}

}  // namespace
}  // namespace ranged::http
