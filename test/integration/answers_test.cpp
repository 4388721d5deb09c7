#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// What real files are answered with, octet for octet, in whatever pieces a request arrives.

namespace ranged::test {
namespace {

constexpr std::uint64_t kPartSize = 1000;
const std::string kFilm = pattern(2500, 1);   // larger than a part
const std::string kShort = pattern(1000, 2);  // just a part
const std::string kPage = "<!doctype html><title>Hello</title>\n";

/// Any answer with a page about its status: what it says is not at issue here.
const std::string kStatusPage = "a page";

struct Row {
  const char* name;
  std::string request;  ///< "HTTP/1.1" and Host are added to lines that lack them
  std::string status_line;
  std::vector<std::string> fields;  ///< that are there, "Name: value"; "-Name" that are not
  std::string body;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::string get(const std::string& target, const std::string& more = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}

std::string of_method(const std::string& method, const std::string& target,
                      const std::string& more = {}) {
  return method + ' ' + target + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}

const std::string k200 = "HTTP/1.1 200 OK";
const std::string k206 = "HTTP/1.1 206 Partial Content";
const std::string k400 = "HTTP/1.1 400 Bad Request";
const std::string k403 = "HTTP/1.1 403 Forbidden";
const std::string k404 = "HTTP/1.1 404 Not Found";
const std::string k405 = "HTTP/1.1 405 Method Not Allowed";
const std::string k416 = "HTTP/1.1 416 Range Not Satisfiable";

const Row kRows[] = {
    // whole files and first parts
    {"AFileOfOnePartIsSentWhole",
     get("/short.bin"),
     k200,
     {"Content-Length: 1000", "Accept-Ranges: bytes", "-Content-Range", "Connection: keep-alive",
      "Server: ranged", "X-Content-Type-Options: nosniff"},
     kShort},
    {"ALargerFileIsSentAsItsFirstPart",
     get("/film.mp4"),
     k206,
     {"Content-Range: bytes 0-999/2500", "Content-Length: 1000", "Content-Type: video/mp4"},
     kFilm.substr(0, 1000)},
    {"AnEmptyFileIsSentWhole", get("/empty.txt"), k200, {"Content-Length: 0"}, ""},
    {"AQueryIsIgnored", get("/short.bin?t=1"), k200, {}, kShort},
    {"AnAbsoluteTargetIsServed", get("http://a/short.bin"), k200, {}, kShort},
    {"ANameIsDecodedOnce", get("/a%20b%25.txt"), k200, {}, "decoded"},
    {"AFolderIsItsIndex", get("/pages/"), k200, {"Content-Type: text/html; charset=utf-8"}, kPage},
    // ranges
    {"ARangeIsSent",
     get("/film.mp4", "Range: bytes=100-199\r\n"),
     k206,
     {"Content-Range: bytes 100-199/2500", "Content-Length: 100"},
     kFilm.substr(100, 100)},
    {"AnOpenRangeIsSentUpToThePartSize",
     get("/film.mp4", "Range: bytes=700-\r\n"),
     k206,
     {"Content-Range: bytes 700-1699/2500"},
     kFilm.substr(700, 1000)},
    {"TheLastPartIsShort",
     get("/film.mp4", "Range: bytes=2000-\r\n"),
     k206,
     {"Content-Range: bytes 2000-2499/2500"},
     kFilm.substr(2000)},
    {"ASuffixIsResolvedFirst",
     get("/film.mp4", "Range: bytes=-300\r\n"),
     k206,
     {"Content-Range: bytes 2200-2499/2500"},
     kFilm.substr(2200)},
    {"ALongSuffixIsCutFromItsFront",
     get("/film.mp4", "Range: bytes=-1500\r\n"),
     k206,
     {"Content-Range: bytes 1000-1999/2500"},
     kFilm.substr(1000, 1000)},
    {"ARangeOfASmallFileIsHonoured",
     get("/short.bin", "Range: bytes=0-\r\n"),
     k206,
     {"Content-Range: bytes 0-999/1000"},
     kShort},
    {"ARangeBehindTheEndIs416",
     get("/film.mp4", "Range: bytes=2500-\r\n"),
     k416,
     {"Content-Range: bytes */2500"},
     kStatusPage},
    {"AMalformedRangeIsIgnored", get("/film.mp4", "Range: bytes=x\r\n"), k200, {}, kFilm},
    {"AnUnknownUnitIsIgnored", get("/film.mp4", "Range: lines=1-2\r\n"), k200, {}, kFilm},
    {"AFailedIfRangeGivesTheWhole",
     get("/film.mp4", "Range: bytes=0-9\r\nIf-Range: \"other\"\r\n"),
     k200,
     {"Content-Length: 2500", "-Content-Range"},
     kFilm},
    // preconditions
    {"AnythingMatchesIfNoneMatchStar",
     get("/short.bin", "If-None-Match: *\r\n"),
     "HTTP/1.1 304 Not Modified",
     {"-Content-Type", "-Content-Length"},
     ""},
    {"ADateAfterTheLastChangeIs304",
     get("/short.bin", "If-Modified-Since: Fri, 01 Jan 2999 00:00:00 GMT\r\n"),
     "HTTP/1.1 304 Not Modified",
     {},
     ""},
    {"AnotherTagIsNotMatched",
     get("/short.bin", "If-Match: \"other\"\r\n"),
     "HTTP/1.1 412 Precondition Failed",
     {},
     kStatusPage},
    // what is not served
    {"WhatIsNotThereIs404",
     get("/missing"),
     k404,
     {"Content-Type: text/html; charset=utf-8"},
     kStatusPage},
    {"AFolderWithoutIndexIs404", get("/clips/"), k404, {}, kStatusPage},
    {"AFileIsNoFolder", get("/short.bin/"), k404, {}, kStatusPage},
    {"ADotfileIs404", get("/.hidden"), k404, {}, kStatusPage},
    {"WhatIsConfidentialIs403", get("/confidential/secret.txt"), k403, {}, kStatusPage},
    {"WhatWouldBeConfidentialIs403", get("/confidential/missing"), k403, {}, kStatusPage},
    {"ADisguiseDoesNotHelp", get("/clips/..//%63onfidential/secret.txt"), k403, {}, kStatusPage},
    {"NeitherDoesALink", get("/shortcut.txt"), k403, {}, kStatusPage},
    {"AFolderWithoutSlashIsRedirected",
     get("/pages?a=b"),
     "HTTP/1.1 301 Moved Permanently",
     {"Location: /pages/?a=b"},
     kStatusPage},
    {"ClimbingAboveTheRootIs400", get("/../etc/passwd"), k400, {}, kStatusPage},
    // methods
    {"HeadHasTheFieldsOfGet",
     of_method("HEAD", "/film.mp4"),
     k206,
     {"Content-Range: bytes 0-999/2500", "Content-Length: 1000"},
     ""},
    {"HeadIgnoresRange",
     of_method("HEAD", "/short.bin", "Range: bytes=0-9\r\n"),
     k200,
     {"Content-Length: 1000", "-Content-Range"},
     ""},
    {"HeadOfWhatIsMissingHasNoBody", of_method("HEAD", "/missing"), k404, {}, ""},
    {"OptionsOfTheServer",
     of_method("OPTIONS", "*"),
     "HTTP/1.1 204 No Content",
     {"Allow: GET, HEAD, OPTIONS"},
     ""},
    {"PostIsNotAllowed",
     of_method("POST", "/short.bin", "Content-Length: 3\r\n") + "abc",
     k405,
     {"Allow: GET, HEAD, OPTIONS"},
     kStatusPage},
    {"AnUnknownMethodIsNotImplemented",
     of_method("BREW", "/short.bin"),
     "HTTP/1.1 501 Not Implemented",
     {},
     kStatusPage},
    {"ConnectIsNotAllowed",
     of_method("CONNECT", "a:443"),
     k405,
     {"Connection: close"},
     kStatusPage},
    // messages
    {"Http2IsNotSupported",
     "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
     "HTTP/1.1 505 HTTP Version Not Supported",
     {"Connection: close"},
     kStatusPage},
    {"AHostIsRequired", "GET / HTTP/1.1\r\n\r\n", k400, {"Connection: close"}, kStatusPage},
    {"ContentOfAGetIsDropped",
     get("/short.bin", "Content-Length: 5\r\n") + "abcde",
     k200,
     {},
     kShort},
    {"ChunkedContentIsDropped",
     get("/short.bin", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\nT: x\r\n\r\n",
     k200,
     {},
     kShort},
    {"TheContentIsAwaited",
     get("/short.bin", "Expect: 100-continue\r\nContent-Length: 2\r\n") + "ab",
     k200,
     {},
     kShort},
    {"AnotherExpectationFails",
     get("/short.bin", "Expect: more\r\n"),
     "HTTP/1.1 417 Expectation Failed",
     {},
     kStatusPage},
};

class Answers : public testing::TestWithParam<Row> {
 protected:
  Answers() {
    content_.write("short.bin", kShort);
    content_.write("film.mp4", kFilm);
    content_.write("empty.txt");
    content_.write("a b%.txt", "decoded");
    content_.write("pages/index.html", kPage);
    content_.write("clips/a.mp4", kShort);
    content_.write(".hidden", kShort);
    content_.write("confidential/secret.txt", kShort);
    content_.symlink("confidential/secret.txt", "shortcut.txt");
    server_.emplace(content_, net::Limits{}, kPartSize);
  }

  static std::string method() {
    const std::string& request = GetParam().request;
    return request.substr(0, request.find(' '));
  }

  /// Receives one answer, interim ones aside, and compares it with the row.
  static Response expect_answer(RawClient& client) {
    const Row& row = GetParam();
    Response response = client.receive(method());
    while (response.status == 100) response = client.receive(method());
    EXPECT_EQ(response.status_line(), row.status_line);
    EXPECT_EQ(response.ending, Ending::complete);
    EXPECT_EQ(response.field("Date").size(), 29u) << response.head;
    for (const auto& field : row.fields) {
      if (field.starts_with('-')) {
        EXPECT_THAT(response.head, testing::Not(testing::HasSubstr(field.substr(1) + ':')));
      } else {
        EXPECT_THAT(response.head, testing::HasSubstr("\r\n" + field + "\r\n"));
      }
    }
    if (row.body == kStatusPage) {
      const std::string code = row.status_line.substr(row.status_line.find(' ') + 1);
      EXPECT_THAT(response.body, testing::HasSubstr("<h1>" + code + "</h1>"));
    } else {
      EXPECT_EQ(digest(response.body), digest(row.body));
    }
    return response;
  }

  /// After the answer: the end if it said so, and another answer if it did not.
  static void expect_persistence(RawClient& client, const Response& last) {
    if (last.field("Connection") == "close") {
      EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
    } else {
      client.send(get("/a%20b%25.txt"));
      EXPECT_EQ(client.receive().body, "decoded");
    }
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_P(Answers, AreRightWhenTheRequestComesWhole) {
  RawClient client(server_->port());
  client.send(GetParam().request);
  expect_persistence(client, expect_answer(client));
}

TEST_P(Answers, AreRightWhenTheRequestComesOctetByOctet) {
  RawClient client(server_->port());
  server_->send_cut(client, GetParam().request, every_boundary(GetParam().request));
  expect_persistence(client, expect_answer(client));
}

TEST_P(Answers, AreRightWhereverTheRequestIsCut) {
  for (const std::size_t cut : every_boundary(GetParam().request)) {
    SCOPED_TRACE("cut at " + std::to_string(cut));
    RawClient client(server_->port());
    server_->send_cut(client, GetParam().request, {cut});
    expect_persistence(client, expect_answer(client));
    if (HasFailure()) break;
  }
}

TEST_P(Answers, AreRightWhenTheRequestIsPipelinedTwice) {
  RawClient client(server_->port());
  client.send(GetParam().request + GetParam().request);
  Response response = expect_answer(client);
  if (response.field("Connection") == "keep-alive") response = expect_answer(client);
  expect_persistence(client, response);
}

INSTANTIATE_TEST_SUITE_P(Rows, Answers, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

class Validators : public testing::Test {
 protected:
  Validators() {
    content_.write("film.mp4", kFilm);
    server_.emplace(content_, net::Limits{}, kPartSize);
    client_.emplace(server_->port());
  }

  Response answer(const std::string& more) {
    client_->send(get("/film.mp4", more));
    return client_->receive();
  }

  TempContent content_;
  std::optional<TestServer> server_;
  std::optional<RawClient> client_;
};

TEST_F(Validators, OfAnAnswerAreUnderstoodInTheNextRequest) {
  const Response first = answer("");
  const std::string tag = first.field("ETag");
  const std::string modified = first.field("Last-Modified");
  EXPECT_EQ(answer("If-None-Match: " + tag + "\r\n").status, 304);
  EXPECT_EQ(answer("If-None-Match: W/" + tag + "\r\n").status, 304);
  EXPECT_EQ(answer("If-Modified-Since: " + modified + "\r\n").status, 304);
  EXPECT_EQ(answer("If-Match: " + tag + "\r\n").status, 206);
  EXPECT_EQ(answer("If-Unmodified-Since: " + modified + "\r\n").status, 206);
  const Response part = answer("Range: bytes=1000-\r\nIf-Range: " + tag + "\r\n");
  EXPECT_EQ(part.field("Content-Range"), "bytes 1000-1999/2500");
  EXPECT_EQ(part.field("ETag"), tag);
}

TEST_F(Validators, OfAFileAreThoseOfItsPresentContent) {
  const std::string tag = answer("").field("ETag");
  content_.write("film.mp4", kShort);
  const Response changed = answer("If-None-Match: " + tag + "\r\n");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(digest(changed.body), digest(kShort));
  EXPECT_EQ(answer("If-Match: " + tag + "\r\n").status, 412);
}

TEST(Continue, IsSaidBeforeTheContentIsAwaited) {
  TempContent content;
  content.write("a.txt", "a");
  TestServer server(content);
  RawClient client(server.port());
  client.send(get("/a.txt", "Expect: 100-continue\r\nContent-Length: 3\r\n"));
  EXPECT_EQ(client.receive().status, 100);
  client.send("abc");
  EXPECT_EQ(client.receive().body, "a");
}

TEST(Continue, IsNotSaidToWhatIsRefused) {
  TempContent content;
  TestServer server(content);
  RawClient client(server.port());
  client.send(get("/", "Expect: 100-continue\r\nContent-Length: 99999999\r\n"));
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_EQ(client.read_to_end(), (Rest{"", Ending::eof}));
}

}  // namespace
}  // namespace ranged::test
