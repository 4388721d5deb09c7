#include "ranged/plan/router.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "support/index_builder.hpp"
#include "unit/plan/route_outcome.hpp"

namespace ranged::plan {
namespace {

using http::FieldSection;

content::ContentIndex make_index() {
  return test::IndexBuilder()
      .file("index.html")
      .file("a b.mp4")
      .file("100%.mp4")
      .file("r\xc3\xa9sum\xc3\xa9.pdf")
      .folder("clips")
      .file("clips/a.mp4")
      .folder("site")
      .file("site/index.html")
      .folder("trap")
      .folder("trap/index.html")
      .folder("evil.example")
      .folder("evil.example/dir")
      .folder("what? #1 <\"'\\>")
      .folder("a\r\nb")
      .folder("\xc3\xa9t\xc3\xa9")
      .folder("http:")
      .file("do..ts.txt")
      .folder("pets")
      .folder("snow \xe2\x98\x83")
      .file("\xe4\xbd\xa0\xe5\xa5\xbd\xe4\xb8\x96\xe7\x95\x8c.txt")
      .build();
}

std::string answer(std::string_view request_line,
                   const FieldSection& fields = {{"Host", "example.org"}}, int minor_version = 1) {
  static const auto* const index = new content::ContentIndex(make_index());
  auto request = request_of(request_line, fields);
  request.minor_version = minor_version;
  return outcome_of(route(request, *index, Policy{}));
}

struct Row {
  std::string_view request_line, expected;
};

template <std::size_t size>
void check(const Row (&rows)[size]) {
  for (const auto& [request_line, expected] : rows) {
    EXPECT_EQ(answer(request_line), expected) << request_line;
  }
}

TEST(Judge, WhatDoesNotDependOnThePathIsTheSameWhereThereIsNoFolder) {
  const Row rows[] = {
      {"GET /metrics?a", "/metrics"},
      {"HEAD /../x", "/../x"},
      {"POST /metrics", "405 Allow: GET, HEAD, OPTIONS"},
      {"BREW /metrics", "501"},
      {"OPTIONS *", "204 Allow: GET, HEAD, OPTIONS"},
      {"GET metrics", "400 close"},
      {"GET https://example.org/metrics", "421"},
  };
  for (const auto& [request_line, expected] : rows) {
    const FieldSection fields = {{"Host", "example.org"}};
    auto judged = judge(request_of(request_line, fields));
    const auto* const target = std::get_if<http::RequestTarget>(&judged);
    EXPECT_EQ(target ? std::string(target->path) : outcome_of(std::get<ResponsePlan>(judged)),
              expected)
        << request_line;
  }
}

TEST(Router, AFileIsSelectedHoweverItsNameIsSpelled) {
  const Row rows[] = {
      {"GET /clips/a.mp4", "select clips/a.mp4"},
      {"HEAD /clips/a.mp4", "select clips/a.mp4"},
      {"GET /clips/a.mp4?t=10", "select clips/a.mp4"},
      {"GET /clips/a.mp4?", "select clips/a.mp4"},
      {"GET /clips/a.mp4?/../..", "select clips/a.mp4"},
      {"GET /clips/%61.mp4", "select clips/a.mp4"},
      {"GET /%63%6C%69%70%73/a%2Emp4", "select clips/a.mp4"},
      {"GET //clips///a.mp4", "select clips/a.mp4"},
      {"GET /./clips/./a.mp4", "select clips/a.mp4"},
      {"GET /nothing/../clips/a.mp4", "select clips/a.mp4"},
      {"GET /clips/x/%2e%2e/a.mp4", "select clips/a.mp4"},
      {"GET /clips%2fa.mp4", "select clips/a.mp4"},
      {"GET /a%20b.mp4", "select a b.mp4"},
      {"GET /100%25.mp4", "select 100%.mp4"},
      {"GET /r%C3%A9sum%c3%a9.pdf", "select r\xc3\xa9sum\xc3\xa9.pdf"},
      {"GET http://example.org/clips/a.mp4", "select clips/a.mp4"},
      {"GET HTTP://other.example:80/clips/a.mp4?q", "select clips/a.mp4"},
      {"GET /do..ts.txt", "select do..ts.txt"},          // node send
      {"GET /%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C.txt",  // tower-http
       "select \xe4\xbd\xa0\xe5\xa5\xbd\xe4\xb8\x96\xe7\x95\x8c.txt"},
  };
  check(rows);
}

TEST(Router, WhatIsNotThereIsNotFound) {
  const Row rows[] = {
      {"GET /nothing", "404"},
      {"HEAD /nothing", "404"},
      {"GET /nothing/", "404"},
      {"GET /Clips/a.mp4", "404"},
      {"GET /clips/a.mp4/", "404"},
      {"GET /clips/a.mp4/.", "404"},
      {"GET /clips/a.mp4/x", "404"},
      {"GET /clips/a.mp4%20", "404"},
      {"GET /clips/a.mp4.", "404"},
      {"GET /clips/a.mp4;v=1", "404"},
      {"GET /clips%5Ca.mp4", "404"},
      {"GET /clips/%2561.mp4", "404"},  // decoded once only
      {"GET /a+b.mp4", "404"},          // '+' is itself
      {"GET /%c0%ae%c0%ae/clips", "404"},
      {"GET /%ff", "404"},
      {"GET /some%99thing.txt", "404"},      // node send answers 400
      {"GET /.mine/name.txt", "404"},        // node send
      {"GET /index.html/some_file", "404"},  // tower-http, from here on
      {"GET /weird_%c3%28_path", "404"},
      {"GET /invalid|path", "404"},
  };
  check(rows);
  std::string long_name = "GET /";
  for (int i = 0; i < 99; ++i) long_name += "foobar";  // node send
  EXPECT_EQ(answer(long_name), "404");
}

TEST(Router, AFolderIsItsIndexAndElseNotFound) {
  const Row rows[] = {
      {"GET /", "select index.html"},
      {"HEAD /", "select index.html"},
      {"GET /?q", "select index.html"},
      {"GET //", "select index.html"},
      {"GET /clips/..", "select index.html"},
      {"GET http://example.org", "select index.html"},
      {"GET http://example.org?q", "select index.html"},
      {"GET /site/", "select site/index.html"},
      {"GET /site/.", "select site/index.html"},
      {"GET /site/x/..", "select site/index.html"},
      {"GET /site/?q", "select site/index.html"},
      {"GET /clips/", "404"},
      {"HEAD /clips/", "404"},
      {"GET /trap/", "404"},  // its index.html is a folder
  };
  check(rows);
}

TEST(Router, AFolderWithoutItsSlashIsRedirectedToOnThisHost) {
  const Row rows[] = {
      {"GET /site", "301 /site/"},
      {"HEAD /site", "301 /site/"},
      {"GET /clips", "301 /clips/"},
      {"GET /site?", "301 /site/?"},
      {"GET /site?a=1&b=%20", "301 /site/?a=1&b=%20"},
      {"GET /site?//evil.example/", "301 /site/?//evil.example/"},
      {"GET /site?a=b?c:d@e/f~g!$&'()*+,;=", "301 /site/?a=b?c:d@e/f~g!$&'()*+,;="},
      {"GET //site", "301 /site/"},
      {"GET /x/../site", "301 /site/"},
      {"GET http://other.example/site?q", "301 /site/?q"},
      {"GET /evil.example", "301 /evil.example/"},
      {"GET //evil.example", "301 /evil.example/"},
      {"GET ///evil.example/dir", "301 /evil.example/dir/"},
      {"GET //evil.example/%2e%2e//site", "301 /site/"},
      {"GET /%2f%2fevil.example", "301 /evil.example/"},
      {"GET /http:", "301 /http%3A/"},
      {"GET /what%3F%20%231%20%3C%22%27%5C%3E", "301 /what%3F%20%231%20%3C%22%27%5C%3E/"},
      {"GET /a%0D%0Ab", "301 /a%0D%0Ab/"},
      {"GET /%C3%A9t%c3%a9", "301 /%C3%A9t%C3%A9/"},
      {"GET //pets", "301 /pets/"},                         // node send
      {"GET /snow%20%E2%98%83", "301 /snow%20%E2%98%83/"},  // likewise
  };
  check(rows);
}

TEST(Router, AQueryThatIsNoUriIsEncodedBeforeItIsRepeated) {
  const Row rows[] = {
      {"GET /site?<\"\\^`{|}>", "301 /site/?%3C%22%5C%5E%60%7B%7C%7D%3E"},
      {"GET /site?a[]=1", "301 /site/?a%5B%5D=1"},
      {"GET /site?100%", "301 /site/?100%25"},
      {"GET /site?%4", "301 /site/?%254"},
      {"GET /site?%zz%41", "301 /site/?%25zz%41"},
  };
  check(rows);
}

TEST(Router, NoTargetRedirectsToAnotherHost) {
  constexpr std::string_view kPieces[] = {
      "/",   "//",    "\\", "%5c", "%2f", ".",      "..", "%2e%2e",     "site",  "evil.example",
      "dir", "http:", ":",  "@",   "?",   "%0d%0a", ";",  "%2f%2fevil", "clips",
  };
  std::mt19937_64 random(3986);
  int redirects = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string line = "GET /";
    for (std::uint64_t i = random() % 6; i != 0; --i)
      line += kPieces[random() % std::size(kPieces)];
    const std::string text = answer(line);
    if (!text.starts_with("301 ")) continue;
    ++redirects;
    const std::string location = text.substr(4);
    ASSERT_TRUE(location.starts_with('/')) << line << " -> " << text;
    ASSERT_NE(location.substr(0, 2), "//") << line << " -> " << text;
    const auto path = location.substr(0, location.find('?'));
    ASSERT_TRUE(path.ends_with('/')) << line << " -> " << text;
    ASSERT_EQ(location.find_first_of("\\\r\n \"<>"), std::string::npos) << line << " -> " << text;
  }
  EXPECT_GT(redirects, 1000);
}

TEST(Router, ATargetThatIsNoneOrClimbsAboveTheRootIsABadRequest) {
  const Row rows[] = {
      {"GET /..", "400"},
      {"GET /../clips/a.mp4", "400"},
      {"GET /clips/../../clips/a.mp4", "400"},
      {"GET /%2e%2e/etc/passwd", "400"},
      {"GET /..%2fetc", "400"},
      {"GET /%", "400"},
      {"GET /%4", "400"},
      {"GET /%zz", "400"},
      {"GET /a%00.mp4", "400"},
      {"GET ", "400 close"},
      {"GET clips/a.mp4", "400 close"},
      {"GET *", "400 close"},
      {"GET /a#b", "400 close"},
      {"GET /a b", "400 close"},
      {"GET /a\tb", "400 close"},
      {"GET /a\x7f", "400 close"},
      {"GET /\xc3\xa9", "400 close"},
      {"GET ftp://example.org/", "400 close"},
      {"GET http:///clips/a.mp4", "400 close"},
      {"GET http://user@example.org/", "400 close"},
      {"GET example.org:80", "400 close"},
      {"GET http://a%12:b!&*$@hypnotoad.org:1234/toto", "400 close"},  // llhttp uri.md
      {"GET /forums/1/topics/2375?page=1#posts-17408", "400 close"},   // likewise
      {"HEAD *", "400 close"},
      {"CONNECT /", "400 close"},
      {"CONNECT http://example.org/", "400 close"},
      {"CONNECT example.org", "400 close"},
      {"OPTIONS example.org:80", "400 close"},
      {"POST *", "400 close"},
  };
  check(rows);
}

TEST(Router, FilesAreReadAndNothingElse) {
  const Row rows[] = {
      {"OPTIONS *", "204 Allow: GET, HEAD, OPTIONS"},
      {"OPTIONS /", "204 Allow: GET, HEAD, OPTIONS"},
      {"OPTIONS /nothing", "204 Allow: GET, HEAD, OPTIONS"},
      {"OPTIONS http://example.org", "204 Allow: GET, HEAD, OPTIONS"},
      {"POST /clips/a.mp4", "405 Allow: GET, HEAD, OPTIONS"},
      {"PUT /new", "405 Allow: GET, HEAD, OPTIONS"},
      {"DELETE /clips/a.mp4", "405 Allow: GET, HEAD, OPTIONS"},
      {"TRACE /", "405 Allow: GET, HEAD, OPTIONS"},
      {"PATCH /", "405 Allow: GET, HEAD, OPTIONS"},
      {"PROPFIND /", "405 Allow: GET, HEAD, OPTIONS"},
      {"CONNECT example.org:443", "405 Allow: GET, HEAD, OPTIONS close"},
      {"CONNECT [::1]:443", "405 Allow: GET, HEAD, OPTIONS close"},
      {"CONNECT home_0.netscape.com:443",  // llhttp uri.md
       "405 Allow: GET, HEAD, OPTIONS close"},
      {"BREW /pot-1", "501"},
      {"get /", "501"},
      {"Head /", "501"},
      {"GETX /", "501"},
  };
  check(rows);
}

TEST(Router, HostIsThereOnceAndValid) {
  const struct {
    int minor_version;
    FieldSection fields;
    std::string_view expected;
  } cases[] = {
      {1, {{"Host", "example.org"}}, "select index.html"},
      {1, {{"host", "example.org:8080"}}, "select index.html"},
      {1, {{"Host", "[2001:db8::1]:80"}}, "select index.html"},
      {1, {{"Host", "192.0.2.1"}}, "select index.html"},
      {1, {{"Host", "example.org:"}}, "select index.html"},
      {1, {{"Host", ""}}, "select index.html"},
      {1, {{"Host", "0.0.0.0=5000"}}, "select index.html"},  // llhttp sample.md
      {1, {}, "400 close"},
      {1, {{"X-Host", "example.org"}}, "400 close"},
      {1, {{"Host", "example.org"}, {"Host", "example.org"}}, "400 close"},
      {1, {{"Host", "example.org"}, {"HOST", "evil.example"}}, "400 close"},
      {1, {{"Host", "a b"}}, "400 close"},
      {1, {{"Host", "a/b"}}, "400 close"},
      {1, {{"Host", "a, b"}}, "400 close"},
      {1, {{"Host", "user@example.org"}}, "400 close"},
      {1, {{"Host", "example.org:http"}}, "400 close"},
      {1, {{"Host", "example.org:65536"}}, "400 close"},
      {1, {{"Host", ":80"}}, "400 close"},
      {1, {{"Host", "[::1"}}, "400 close"},
      {1, {{"Host", "http://example.org"}}, "400 close"},
      {1, {{"Host", "abc\xa0"}}, "400 close"},   // Apache http_strict.t
      {1, {{"Host", "abc\\foo"}}, "400 close"},  // likewise
      {0, {}, "select index.html"},
      {0, {{"Host", "example.org"}}, "select index.html"},
      {0, {{"Host", "a b"}}, "400 close"},
      {0, {{"Host", "a"}, {"Host", "a"}}, "400 close"},
      {9, {}, "400 close"},
  };
  for (const auto& [minor_version, fields, expected] : cases) {
    std::string hosts;
    for (const auto& line : fields) hosts.append(line.name).append(": ").append(line.value) += '\n';
    EXPECT_EQ(answer("GET /", fields, minor_version), expected)
        << "HTTP/1." << minor_version << '\n'
        << hosts;
  }
  EXPECT_EQ(answer("GET http://[::1]:81/", {{"Host", "bar"}}), "select index.html")
      << "of two authorities the target's counts";  // Apache http_strict.t
}

TEST(Router, WhatIsAskedForAsSecuredIsNotServedInClearText) {
  const Row rows[] = {
      {"GET https://example.org/clips/a.mp4", "421"},
      {"HEAD HTTPS://example.org/nothing", "421"},
      {"GET https://example.org/confidential/a", "421"},
      {"OPTIONS https://example.org", "421"},
      {"GET https:///", "400 close"},
      {"GET http://https/clips/a.mp4", "select clips/a.mp4"},
  };
  check(rows);
}

TEST(Router, OnlyTheExpectationToContinueCanBeMet) {
  const struct {
    std::string_view request_line;
    int minor_version;
    std::string_view expect, expected;
  } cases[] = {
      {"GET /", 1, "100-continue", "select index.html"},
      {"GET /", 1, "100-Continue", "select index.html"},
      {"GET /", 1, "", "select index.html"},
      {"GET /", 1, "100-continue, 100-continue,", "select index.html"},
      {"GET /", 1, "100-continue, x", "417"},
      {"GET /", 1, "200-ok", "417"},
      {"GET /", 1, "100-continue; x=y", "417"},
      {"HEAD /", 1, "something", "417"},
      {"OPTIONS *", 1, "something", "417"},
      {"GET /nothing", 1, "something", "417"},
      {"GET /", 0, "something", "select index.html"},
      {"POST /", 1, "something", "405 Allow: GET, HEAD, OPTIONS"},
      {"BREW /", 1, "something", "501"},
      {"GET /a#b", 1, "something", "400 close"},
  };
  for (const auto& [line, minor_version, expect, expected] : cases) {
    EXPECT_EQ(answer(line, {{"Host", "a"}, {"Expect", expect}}, minor_version), expected)
        << line << " HTTP/1." << minor_version << " Expect: " << expect;
  }
}

TEST(Router, AFaultOfTheMessageCountsBeforeTheMethodAndTheMethodBeforeThePath) {
  EXPECT_EQ(answer("BREW /", {}), "400 close");
  EXPECT_EQ(answer("POST /", {}), "400 close");
  EXPECT_EQ(answer("CONNECT example.org:80", {}), "400 close");
  EXPECT_EQ(answer("POST /%zz"), "405 Allow: GET, HEAD, OPTIONS");
  EXPECT_EQ(answer("BREW /.."), "501");
}

TEST(Router, AnswersToHeadHaveNoBodyAndThoseToOptionsNoLength) {
  static const auto* const index = new content::ContentIndex(make_index());
  for (const std::string_view line : {"HEAD /nothing", "HEAD /site", "HEAD /%zz", "HEAD *"}) {
    const auto found = route(request_of(line, {{"Host", "a"}}), *index, {});
    const auto& plan = std::get<ResponsePlan>(found);
    EXPECT_TRUE(plan.body.empty()) << line;
    EXPECT_NE(plan.fields.find("Content-Length"), "0") << line;
  }
  const auto found = route(request_of("OPTIONS *", {{"Host", "a"}}), *index, {});
  EXPECT_EQ(std::get<ResponsePlan>(found).fields.find("Content-Length"), std::nullopt);
  EXPECT_TRUE(std::get<ResponsePlan>(found).body.empty());
}

TEST(Router, ALookupThatFailedHasItsStatus) {
  using content::LookupFailure;
  const struct {
    LookupFailure failure;
    std::string_view expected;
    std::optional<std::string_view> retry_after;
  } cases[] = {
      {LookupFailure::not_found, "404 [text]", std::nullopt},
      {LookupFailure::forbidden, "403 [text]", std::nullopt},
      {LookupFailure::unavailable, "503 [text]", "1"},
  };
  for (const auto& [failure, expected, retry_after] : cases) {
    const auto plan = plan_lookup_failure(failure, http::Method::get);
    EXPECT_EQ(describe(plan), expected);
    EXPECT_EQ(plan.fields.find("Retry-After"), retry_after) << expected;
    EXPECT_TRUE(plan_lookup_failure(failure, http::Method::head).body.empty()) << expected;
  }
}

}  // namespace
}  // namespace ranged::plan
