#include "ranged/http1/request_parser.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <tuple>

#include "unit/http1/any_split.hpp"

// What the parser promises its connection, call by call. What it accepts and refuses is in the
// tables of request_line_, field_lines_, content_, smuggling_ and head_limits_test.

namespace ranged::http1 {
namespace {

using Outcome = RequestParser::Outcome;

TEST(RequestParser, JudgesPersistence) {
  const struct {
    std::string_view version, fields, expected;
  } cases[] = {
      {"1.1", "", "persists"},
      {"1.1", "Connection: close\r\n", "closes"},
      {"1.1", "Connection: Close\r\n", "closes"},
      {"1.1", "connection: CLOSE\r\n", "closes"},
      {"1.1", "Connection: close \t\r\n", "closes"},
      {"1.1", "Connection: close\t\r\n", "closes"},  // llhttp before 9.4.2 did not see it
      {"1.1", "Connection:\tclose\r\n", "closes"},
      {"1.1", "Connection: keep-alive, close\r\n", "closes"},
      {"1.1", "Connection: close, keep-alive\r\n", "closes"},
      {"1.1", "Connection: a,close,b\r\n", "closes"},
      {"1.1", "Connection: , ,close\r\n", "closes"},
      {"1.1", "Connection: ,close\r\n", "closes"},     // lighttpd request.t
      {"1.1", "Connection: close,,TE\r\n", "closes"},  // likewise
      {"1.1", "Connection: keep-alive\r\nConnection: close\r\n", "closes"},
      {"1.1", "Connection: close\r\nConnection: keep-alive\r\n", "closes"},
      {"1.1", "Connection: upgrade, close\r\nUpgrade: x\r\n", "closes"},
      {"1.1", "Connection: keep-alive\r\n", "persists"},
      {"1.1", "Connection:\r\n", "persists"},
      {"1.1", "Connection: closed\r\n", "persists"},
      {"1.1", "Connection: not-close\r\n", "persists"},
      {"1.1", "Connection: clo se\r\n", "persists"},
      {"1.1", "Connection: \"close\"\r\n", "persists"},
      {"1.1", "Proxy-Connection: close\r\n", "persists"},
      {"1.1", "Close: Connection\r\n", "persists"},
      {"1.2", "", "persists"},
      {"1.9", "Connection: close\r\n", "closes"},
      {"1.0", "", "closes"},
      {"1.0", "Connection: keep-alive\r\n", "persists"},
      {"1.0", "Connection: Keep-Alive\r\n", "persists"},
      {"1.0", "Connection: foo, KEEP-ALIVE\r\n", "persists"},
      {"1.0", "Connection: foo\r\nConnection: keep-alive\r\n", "persists"},
      {"1.0", "Connection: keep-alive, close\r\n", "closes"},
      {"1.0", "Connection: close\r\nConnection: keep-alive\r\n", "closes"},
      {"1.0", "Connection: keep-alives\r\n", "closes"},
      {"1.0", "Keep-Alive: timeout=5\r\n", "closes"},
      {"1.0", "Connection: close\r\n", "closes"},
  };
  for (const auto& [version, fields, expected] : cases) {
    std::string octets = "GET / HTTP/";
    octets.append(version).append("\r\n").append(fields).append("\r\n");
    const std::string text = test::in_any_split(octets);
    EXPECT_EQ(text.substr(text.rfind(' ') + 1), expected) << test::escaped(octets);
  }
}

/// "continue" if a head makes the peer wait for 100, as often as it is said, or what else it is.
std::string expectation(std::string_view head, const test::Boundaries& cuts) {
  RequestParser parser{HeadLimits{}};
  std::string text;
  for (const std::string_view piece : test::pieces_of(head, cuts)) {
    const auto [outcome, consumed] = parser.feed(piece);
    EXPECT_TRUE(outcome == Outcome::refused || consumed == piece.size());
    if (outcome == Outcome::expects_continue) text += "continue";
    if (outcome == Outcome::request) text += "request";
    if (outcome == Outcome::refused) text += "refused";
  }
  return text.empty() ? "waits" : text;
}

TEST(RequestParser, SaysOnceThatThePeerWaitsForContinue) {
  const struct {
    std::string_view start, fields, expected;
  } cases[] = {
      {"PUT / HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 5\r\n", "continue"},
      {"GET / HTTP/1.1", "Expect: 100-Continue\r\nContent-Length: 5\r\n", "continue"},
      {"PUT / HTTP/1.2", "expect: 100-CONTINUE \r\nContent-Length: 5\r\n", "continue"},
      {"PUT / HTTP/1.1", "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", "continue"},
      {"PUT / HTTP/1.0", "Expect: 100-continue\r\nContent-Length: 5\r\n", "waits"},
      {"PUT / HTTP/1.1", "Content-Length: 5\r\n", "waits"},
      {"PUT / HTTP/1.1", "Expect: \r\nContent-Length: 5\r\n", "waits"},
      {"PUT / HTTP/1.1", "Expect: 200-ok\r\nContent-Length: 5\r\n", "refused"},
      {"PUT / HTTP/1.1", "Expect: 100-continue, x\r\nContent-Length: 5\r\n", "refused"},
      {"PUT / HTTP/1.1", "Expect: 100-continue;q=1\r\nContent-Length: 5\r\n", "refused"},
      {"PUT / HTTP/1.1", "Expect: 100-continue,\r\nContent-Length: 5\r\n", "continue"},
      {"PUT / HTTP/1.1", "Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 5\r\n",
       "continue"},
      {"PUT / HTTP/1.1", "Expect: x\r\n", "request"},
      {"GET / HTTP/1.1", "Expect: 100-continue\r\n", "request"},
      {"PUT / HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 0\r\n", "request"},
      {"PUT / HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 65537\r\n", "refused"},
  };
  for (const auto& [start, fields, expected] : cases) {
    const auto head = std::string(start).append("\r\n").append(fields).append("\r\n");
    EXPECT_EQ(
        test::in_splits(head, test::every_boundary(head),
                        [&](const test::Boundaries& cuts) { return expectation(head, cuts); }),
        expected)
        << test::escaped(head);
  }
}

TEST(RequestParser, SaysNothingOfContinueToAPeerThatDoesNotWait) {
  const std::string head = "PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  RequestParser hasty{HeadLimits{}};
  EXPECT_EQ(hasty.feed(head + "a").outcome, Outcome::need_more);
  EXPECT_EQ(hasty.feed("b").outcome, Outcome::request);

  RequestParser patient{HeadLimits{}};
  EXPECT_EQ(patient.feed(head).outcome, Outcome::expects_continue);
  EXPECT_EQ(patient.request().target, "/");
  EXPECT_EQ(patient.feed("a").outcome, Outcome::need_more);
  EXPECT_EQ(patient.feed("b").outcome, Outcome::request);
}

TEST(RequestParser, ConsumesNoOctetBehindTheMessage) {
  const std::string next = "GET /b HTTP/1.1\r\n\r\n";
  for (const std::string first :
       {"GET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab",
        "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n"}) {
    RequestParser parser{HeadLimits{}};
    const auto [outcome, consumed] = parser.feed(first + next);
    EXPECT_EQ(outcome, Outcome::request) << test::escaped(first);
    EXPECT_EQ(consumed, first.size()) << test::escaped(first);
    parser.next();
    EXPECT_EQ(parser.feed(next).outcome, Outcome::request);
    EXPECT_EQ(parser.request().target, "/b");
  }
}

TEST(RequestParser, KnowsWhetherAMessageHasBegun) {
  RequestParser parser{HeadLimits{}};
  const auto after = [&parser](std::string_view octets) {
    std::ignore = parser.feed(octets);
    return parser.in_message();
  };
  EXPECT_FALSE(parser.in_message());
  EXPECT_FALSE(after("\r\n"));
  EXPECT_TRUE(after("G"));
  EXPECT_TRUE(after("ET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"));
  EXPECT_TRUE(after("1\r\na\r\n0\r\nA: b"));
  EXPECT_FALSE(after("\r\n\r\n"));
  parser.next();
  EXPECT_FALSE(parser.in_message());
  EXPECT_FALSE(after(" "));
}

/// Method and target of a request that is refused, and that it closes for a reason.
std::string understood(std::string_view octets, const test::Boundaries& cuts) {
  RequestParser parser{HeadLimits{}};
  auto outcome = Outcome::need_more;
  for (const std::string_view piece : test::pieces_of(octets, cuts)) {
    outcome = parser.feed(piece).outcome;
    if (outcome != Outcome::need_more) break;
  }
  if (outcome != Outcome::refused) return "not refused";
  EXPECT_FALSE(parser.request().persists);
  EXPECT_FALSE(parser.error().reason.empty());
  return std::string(parser.request().method_token).append(" ").append(parser.request().target);
}

TEST(RequestParser, TellsTheLogWhatItUnderstoodOfARefusedRequest) {
  const struct {
    std::string_view octets, expected;
  } cases[] = {
      {"G\x01", " "},
      {"GET\r\n", " "},
      {"GET /a\x01 HTTP/1.1\r\n", "GET "},
      {"GET /a\r\n", "GET /a"},
      {"GET /a b HTTP/1.1\r\n", "GET /a"},
      {"\r\nHEAD /a HTTP/2.0\r\n", "HEAD /a"},
      {"GET /a HTTP/1.1\r\nA b\r\n", "GET /a"},
      {"BREW /pot HTTP/1.1\r\n\r\n", "BREW /pot"},
      {"GET /a HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\n", "GET /a"},
      {"GET /a HTTP/1.1\r\nContent-Length: 99999\r\n\r\n", "GET /a"},
      {"GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx", "GET /a"},
  };
  for (const auto& [octets, expected] : cases) {
    const std::string_view refused = octets;
    EXPECT_EQ(
        test::in_splits(refused, test::every_boundary(refused),
                        [&](const test::Boundaries& cuts) { return understood(refused, cuts); }),
        expected)
        << test::escaped(refused);
  }
}

TEST(RequestParser, KnowsThatARefusedRequestWasHead) {
  RequestParser parser{HeadLimits{}};
  EXPECT_EQ(parser.feed("HEAD /a HTTP/1.0\r\n:\r\n").outcome, Outcome::refused);
  EXPECT_EQ(parser.request().method, http::Method::head);
  EXPECT_EQ(parser.request().minor_version, 0);
}

TEST(RequestParser, RefusesForGood) {
  RequestParser parser{HeadLimits{}};
  EXPECT_EQ(parser.feed("GET / HTTP/2.0\r\n\r\n").outcome, Outcome::refused);
  EXPECT_EQ(parser.feed("GET / HTTP/1.1\r\n\r\n").outcome, Outcome::refused);
  parser.next();
  EXPECT_EQ(parser.feed("GET / HTTP/1.1\r\n\r\n").outcome, Outcome::refused);
  EXPECT_EQ(parser.error().status, http::Status::http_version_not_supported);
}

TEST(RequestParser, ForgetsARequestThatWasLargeAndOneThatWasSmall) {
  RequestParser parser{HeadLimits{}};
  std::string large = "GET /large HTTP/1.1\r\n";
  for (int i = 0; i < 90; ++i) large += "Field: " + std::string(300, 'v') + "\r\n";
  large += "\r\n";
  for (const std::string& octets : {large, std::string("GET /small HTTP/1.1\r\nA: b\r\n\r\n")}) {
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(parser.feed(octets).outcome, Outcome::request);
      EXPECT_EQ(parser.request().fields.size(), octets == large ? 90U : 1U);
      parser.next();
      EXPECT_EQ(test::render(parser.request()), "  1.1 [] closes");
    }
  }
}

TEST(RequestParser, ReadsAHundredThousandPipelinedRequests) {
  constexpr int kRequests = 100'000;
  constexpr std::size_t kPiece = 64 * 1024;
  std::string octets;
  for (int i = 0; i < kRequests; ++i) {
    octets.append("GET /").append(std::to_string(i)).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  RequestParser parser{HeadLimits{}};
  int read = 0;
  for (std::size_t begin = 0; begin < octets.size(); begin += kPiece) {
    std::string_view piece = std::string_view(octets).substr(begin, kPiece);
    while (!piece.empty()) {
      const auto [outcome, consumed] = parser.feed(piece);
      piece.remove_prefix(consumed);
      if (outcome == Outcome::need_more) continue;
      ASSERT_EQ(outcome, Outcome::request);
      ASSERT_EQ(parser.request().target.substr(1), std::to_string(read));
      ++read;
      parser.next();
    }
  }
  EXPECT_EQ(read, kRequests);
  EXPECT_FALSE(parser.in_message());
}

TEST(RequestParserDeathTest, IsNotFedBetweenARequestAndNext) {
  RequestParser parser{HeadLimits{}};
  EXPECT_EQ(parser.feed("GET / HTTP/1.1\r\n\r\n").outcome, Outcome::request);
  EXPECT_DEATH(std::ignore = parser.feed("G"), "check failed");
}

}  // namespace
}  // namespace ranged::http1
