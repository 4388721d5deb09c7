#include <string>
#include <string_view>

#include "unit/http1/any_split.hpp"

// Field lines, through the whole parser: RFC 9112, section 5.

namespace ranged::http1 {
namespace {

using std::literals::operator""sv;

/// The fields of a request made of `lines`, or what became of it.
std::string answer(std::string_view lines) {
  const std::string text =
      test::in_any_split(std::string("GET / HTTP/1.1\r\n").append(lines).append("\r\n"));
  const std::string_view before = "GET / 1.1 [";
  const std::string_view after = "] persists";
  if (!text.starts_with(before) || !text.ends_with(after)) return text;
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

TEST(FieldLines, KeepTheirOrderCaseAndInnerWhitespace) {
  const struct {
    std::string_view lines, expected;
  } cases[] = {
      {"", ""},
      {"Host: x\r\n", "Host: x"},
      {"Host:x\r\n", "Host: x"},
      {"hOsT: X\r\n", "hOsT: X"},
      {"A: \t b\t \r\n", "A: b"},
      {"A:b c\td\r\n", "A: b c\td"},
      {"A:\r\n", "A: "},
      {"A: \r\nB:\t\r\n", "A: ; B: "},
      {"A: 1\r\nB: 2\r\nA: 3\r\n", "A: 1; B: 2; A: 3"},
      {"Host: x\r\nHost: y\r\n", "Host: x; Host: y"},  // the router's to refuse
      {"A::b\r\n", "A: :b"},
      {"A: b: c\r\n", "A: b: c"},
      {"!#$%&'*+-.^_`|~09azAZ: x\r\n", "!#$%&'*+-.^_`|~09azAZ: x"},
      {"A: caf\xc3\xa9 \x80\xff\r\n", "A: caf\xc3\xa9 \x80\xff"},
      {"A: \"(){}<>@,;\\\r\n", "A: \"(){}<>@,;\\"},
      {"Connection: upgrade\r\nUpgrade: h2c\r\n", "Connection: upgrade; Upgrade: h2c"},
      {"Upgrade: websocket\r\n", "Upgrade: websocket"},
      {"Proxy-Connection: close\r\n", "Proxy-Connection: close"},
      {"Content: 5\r\nContent-Lengthy: 5\r\n", "Content: 5; Content-Lengthy: 5"},
      {"Transfer-Encodin: chunked\r\n", "Transfer-Encodin: chunked"},
      {"Transfer_Encoding: chunked\r\n", "Transfer_Encoding: chunked"},  // another name
      {"Connection: a\xff, b\r\n", "Connection: a\xff, b"},
  };
  for (const auto& [lines, expected] : cases) {
    EXPECT_EQ(answer(lines), expected) << test::escaped(lines);
  }
}

TEST(FieldLines, HaveANameThatIsAToken) {
  const struct {
    std::string_view lines, expected;
  } cases[] = {
      {": b\r\n", "refused 400"},
      {":\r\n", "refused 400"},
      {"Host: x\r\n:Content-Length: 5\r\n", "refused 400"},
      {"A\r\n", "refused 400"},
      {"A b\r\n", "refused 400"},
      {"A : b\r\n", "refused 400"},
      {"A\t: b\r\n", "refused 400"},
      {"Content-Length : 5\r\n", "refused 400"},
      {"Transfer-Encoding : chunked\r\n", "refused 400"},
      {"Transfer Encoding: chunked\r\n", "refused 400"},
      {"A\0: b\r\n"sv, "refused 400"},
      {"A\x7f: b\r\n", "refused 400"},
      {"\x80: b\r\n", "refused 400"},
      {"A(b): c\r\n", "refused 400"},
      {"\"A\": b\r\n", "refused 400"},
      {"A;b: c\r\n", "refused 400"},
      {"A/b: c\r\n", "refused 400"},
      {"{A}: c\r\n", "refused 400"},
      {"GET / HTTP/1.1\r\n", "refused 400"},
      // llhttp test/request/invalid.md
      {"Fo@: Failure\r\n", "refused 400"},
      {"Foo\x01test: Bar\r\n", "refused 400"},
      {"name\r\n : value\r\n", "refused 400"},
      {"Connection\r\x1b\x35\xd5"
       "eep-Alive\r\nAccept-Encoding: gzip\r\n",
       "refused 400"},
  };
  for (const auto& [lines, expected] : cases) {
    EXPECT_EQ(answer(lines), expected) << test::escaped(lines);
  }
}

TEST(FieldLines, EndInCrLfAndAreNotFolded) {
  const struct {
    std::string_view lines, expected;
  } cases[] = {
      {"A: b\n", "refused 400"},
      {"A: b\nC: d\r\n", "refused 400"},
      {"A: b\r\n\n", "refused 400"},
      {"\n", "refused 400"},
      {"A: b\rC: d\r\n", "refused 400"},
      {"A: b\r", "refused 400"},
      {"A: b\r\r\n", "refused 400"},
      {"A:\r\r\n", "refused 400"},
      {"\r", "refused 400"},
      {"\rA: b\r\n", "refused 400"},
      {"A:\rb\r\n", "refused 400"},
      {"A: b\r\n c\r\n", "refused 400"},
      {"A: b\r\n\tc\r\n", "refused 400"},
      {"A: b\r\n \r\n", "refused 400"},
      {"A:\r\n b\r\n", "refused 400"},
      {" A: b\r\n", "refused 400"},
      {"\tA: b\r\n", "refused 400"},
      {"Transfer-Encoding:\r\n chunked\r\n", "refused 400"},
      {"Content-Length:\r\n 5\r\n", "refused 400"},
      {"Host: x\r\n Content-Length: 5\r\n", "refused 400"},  // CVE-2024-27982
      {"A: b\0c\r\n"sv, "refused 400"},
      {"A: \x01\r\n", "refused 400"},
      {"A: \x08\r\n", "refused 400"},
      {"A: \x0b\r\n", "refused 400"},
      {"A: \x1b[31m\r\n", "refused 400"},
      {"A: \x7f\r\n", "refused 400"},
      // llhttp test/request/invalid.md
      {"Foo: 1\rBar: 2\r\n", "refused 400"},
      {"x:x\nTransfer-Encoding: chunked\r\n", "refused 400"},
      {"x:\nTransfer-Encoding: chunked\r\n", "refused 400"},
      {"x:\rTransfer-Encoding: chunked\r\n", "refused 400"},  // CVE-2023-30589
      {"Host: a\r\n\rZGET /evil: HTTP/1.1\r\n", "refused 400"},
      {"Dummy: x\nContent-Length: 23\r\n", "refused 400"},
      {"Connection: Something,\r\n Upgrade, ,Keep-Alive\r\n", "refused 400"},  // its connection.md
  };
  for (const auto& [lines, expected] : cases) {
    EXPECT_EQ(answer(lines), expected) << test::escaped(lines);
  }
}

TEST(FieldLines, MayHaveAnyOctetButControlsInTheirValue) {
  for (int octet = 0; octet < 256; ++octet) {
    const std::string value = std::string("a") + static_cast<char>(octet) + "b";
    const bool control = (octet < 0x20 && octet != '\t') || octet == 0x7f;
    EXPECT_EQ(answer("A: " + value + "\r\n"), control ? "refused 400" : "A: " + value) << octet;
  }
}

TEST(FieldLines, MayHaveOnlyTokenCharactersInTheirName) {
  const std::string_view separators = "\"(),/:;<=>?@[\\]{} \t";
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    if (c == ':') continue;  // ends the name
    const std::string name = std::string("a") + c + "b";
    const bool token = octet > 0x20 && octet < 0x7f && separators.find(c) == std::string_view::npos;
    EXPECT_EQ(answer(name + ": v\r\n"), token ? name + ": v" : "refused 400") << octet;
  }
}

}  // namespace
}  // namespace ranged::http1
