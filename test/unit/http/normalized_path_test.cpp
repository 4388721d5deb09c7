#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "ranged/http/request_target.hpp"

namespace ranged::http {
namespace {

/// The path, with a '/' at its end if it names a folder; or "none".
std::string normalized(std::string_view encoded) {
  const auto path = NormalizedPath::normalize(encoded);
  if (!path) return "none";
  return path->text() + (path->names_folder() ? "/" : "");
}

TEST(NormalizedPath, MergesSlashesAndRemovesDotSegments) {
  const struct {
    std::string_view encoded, expected;
  } cases[] = {
      {"/", "/"},
      {"", "/"},
      {"/a", "a"},
      {"a", "a"},
      {"/a/", "a/"},
      {"/a/b", "a/b"},
      {"//", "/"},
      {"///a///b///", "a/b/"},
      {"/.", "/"},
      {".", "/"},
      {"/./", "/"},
      {"/a/.", "a/"},
      {"/a/./b", "a/b"},
      {"/a/..", "/"},
      {"/a/../", "/"},
      {"/a/../b", "b"},
      {"/a/b/..", "a/"},
      {"/a/b/../..", "/"},
      {"/a/b/../../c", "c"},
      {"/a//../b", "b"},  // an empty segment is no step
      {"/a/./../b", "b"},
      {"/a/b/c/./../../g", "a/g"},  // RFC 3986, 5.2.4
      {"/mid/content=5/../6", "mid/6"},

      {"/...", "..."},
      {"/.../a", ".../a"},
      {"/..a", "..a"},
      {"/a..", "a.."},
      {"/.a", ".a"},
      {"/a.", "a."},
      {"/a./b", "a./b"},
      {"/a/...", "a/..."},
      {"/.. ", ".. "},
      {"/..;/a", "..;/a"},
      {"/a;/../b", "b"},

      {"/foo.txt", "foo.txt"},     // Go fs_test
      {"//foo.txt", "foo.txt"},    // Go fs_test
      {"/file/a..", "file/a.."},   // Go fs_test
      {"/file/a/..", "file/"},     // Go fs_test answers 400
      {"/foo/bar/.", "foo/bar/"},  // nginx http_uri.t
      {"/foo/bar/..", "foo/"},     // nginx http_uri.t
      {"/a//b", "a/b"},            // lighttpd test_burl, down to the blank line
      {"./a/b", "a/b"},
      {"/a/b/.", "a/b/"},
      {"/a/../b/..", "/"},

      {"/test/.tt", "test/.tt"},  // actix-files, from here on; it refuses the first five
      {"/test/*tt", "test/*tt"},
      {"/test/tt:", "test/tt:"},
      {"/test/tt<", "test/tt<"},
      {"/test/tt>", "test/tt>"},
      {"/seg1/seg2/", "seg1/seg2/"},
      {"/seg1/../seg2/", "seg2/"},
  };
  for (const auto& [encoded, expected] : cases) EXPECT_EQ(normalized(encoded), expected) << encoded;
}

TEST(NormalizedPath, DecodesOnceAndBeforeAnyRuleIsApplied) {
  const struct {
    std::string_view encoded, expected;
  } cases[] = {
      {"/a%20b", "a b"},
      {"/%61", "a"},
      {"/%7e", "~"},
      {"/caf%C3%A9", "caf\xc3\xa9"},
      {"/caf%c3%a9", "caf\xc3\xa9"},
      {"/%ff", "\xff"},                           // not UTF-8: a name that will not be there
      {"/%C0%AE%C0%AE/a", "\xc0\xae\xc0\xae/a"},  // overlong dots are no dots
      {"/%e0%80%af", "\xe0\x80\xaf"},
      {"/a+b", "a+b"},
      {"/a%2Bb", "a+b"},
      {"/a%3Fb", "a?b"},
      {"/a%23b", "a#b"},
      {"/a%0Ab", "a\nb"},
      {"/%02", "\x02"},                         // nginx http_uri.t
      {"/~test%20%C3%A4_", "~test \xc3\xa4_"},  // lighttpd test_burl
      {"/%3a", ":"},

      {"/a%2Fb", "a/b"},
      {"/a%2fb", "a/b"},
      {"/a%2F", "a/"},
      {"%2Fa", "a"},
      {"/%2F%2Fa", "a"},
      {"/a%2F..%2Fb", "b"},
      {"/a/%2e", "a/"},
      {"/a/%2e%2e", "/"},
      {"/a/%2e%2E/b", "b"},
      {"/a/.%2e/b", "b"},
      {"/a/%2e./b", "b"},
      {"/%63onfidential", "confidential"},
      {"/x/%2e%2e/confidential/", "confidential/"},

      {"/%252e%252e/a", "%2e%2e/a"},  // encoded twice stays text
      {"/a%252Fb", "a%2Fb"},
      {"/%2500", "%00"},
      {"/%25", "%"},
      {"/%2541", "%41"},

      {"/..\\a", "..\\a"},  // a backslash is an octet like others
      {"/a\\..\\b", "a\\..\\b"},
      {"/%5c..%5c", "\\..\\"},
      {"/file/a\\..", "file/a\\.."},  // Go fs_test answers 400
  };
  for (const auto& [encoded, expected] : cases) EXPECT_EQ(normalized(encoded), expected) << encoded;
}

TEST(NormalizedPath, WhatClimbsAboveTheRootOrCannotBeDecodedIsNone) {
  const std::string_view cases[] = {
      "/../file",  // Go fs_test, down to the blank line
      "/..",
      "/../",
      "/../foo",
      "/../testdata/file",
      "/file%00",
      "/%00",
      "/file/qwe/%00",

      "/foo/bar%",  // nginx http_uri.t
      "/foo/bar%1",
      "../a/b",  // lighttpd test_burl

      "..",
      "/./..",
      "//..",
      "/a/../..",
      "/a/../../a",
      "/a/b/../../..",
      "/a//../..",
      "/%2e%2e",
      "/%2e%2e/a",
      "/..%2fa",
      "/%2e%2e%2fetc%2fpasswd",
      "/a/%2e%2e/%2e%2e/b",
      "/a%2f..%2f..",
      "/../confidential/../..",

      "%",
      "/%",
      "/%%",
      "/%4",
      "/%4/",
      "/%g1",
      "/%1g",
      "/%%41",
      "/% 41",
      "/%+1",
      "/%-1",
      "/%0x",
      "/%u0041",
      "/a%2",
      "/a/%zz/../b",  // even in a segment that goes
      "/a/%00/../b",
      std::string_view("/a\0b", 4),
      std::string_view("/a%41", 4),  // what lies behind the view is not its own
  };
  for (const auto encoded : cases) EXPECT_EQ(normalized(encoded), "none") << encoded;
}

TEST(NormalizedPath, HasNoLimitOfItsOwn) {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "/a";
  EXPECT_EQ(normalized(deep), deep.substr(1));
  for (int i = 0; i < 20000; ++i) deep += "/..";
  EXPECT_EQ(normalized(deep), "/");
  EXPECT_EQ(normalized(deep + "/.."), "none");
}

TEST(NormalizedPath, IsSpelledForLocationWithOneSlashInFront) {
  const struct {
    std::string_view encoded, expected;
  } cases[] = {
      {"/", "/"},
      {"/a", "/a"},
      {"/a/b/", "/a/b"},
      {"//evil.example", "/evil.example"},
      {"/%2F/evil.example", "/evil.example"},
      {"/\\evil", "/%5Cevil"},
      {"/a%20b", "/a%20b"},
      {"/caf%c3%a9", "/caf%C3%A9"},
      {"/%ff", "/%FF"},
      {"/a%0d%0aX: y", "/a%0D%0AX%3A%20y"},
      {"/%25", "/%25"},
      {"/%252e", "/%252e"},
      {"/a%3Fb%23c", "/a%3Fb%23c"},
      {"/%41-._~!$&()*+,;=", "/A-._~!$&()*+,;="},
      {"/javascript:x", "/javascript%3Ax"},
      {"/?foo=bar#baz", "/%3Ffoo=bar%23baz"},  // Go fs_test, of names in pages, from here on
      {"/<combo>?foo", "/%3Ccombo%3E%3Ffoo"},
      {"/\"'<>&", "/%22%27%3C%3E&"},
  };
  for (const auto& [encoded, expected] : cases) {
    const auto path = NormalizedPath::normalize(encoded);
    ASSERT_TRUE(path) << encoded;
    EXPECT_EQ(path->encoded(), expected) << encoded;
  }
}

TEST(NormalizedPath, AFolderHoldsItselfAndWhatIsBelow) {
  const struct {
    std::string_view path, folder;
    bool expected;
  } cases[] = {
      {"", "", true},
      {"a", "", true},
      {"a/b", "", true},
      {"a", "a", true},
      {"a/b", "a", true},
      {"a/b/c", "a", true},
      {"a/b/c", "a/b", true},
      {"confidential", "confidential", true},
      {"confidential/plan.txt", "confidential", true},

      {"", "a", false},
      {"b", "a", false},
      {"ab", "a", false},
      {"a", "ab", false},
      {"a", "a/b", false},
      {"b/a", "a", false},
      {"a.b", "a", false},
      {"confidential.txt", "confidential", false},
      {"confidentially/x", "confidential", false},
      {"Confidential/x", "confidential", false},
      {"public/confidential", "confidential", false},
  };
  for (const auto& [path, folder, expected] : cases) {
    EXPECT_EQ(is_at_or_below(path, folder), expected) << path << " below " << folder;
    const auto a = NormalizedPath::normalize(path);
    const auto b = NormalizedPath::normalize(folder);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->is_at_or_below(*b), expected) << path << " below " << folder;
  }
}

std::string any_path(std::mt19937_64& random) {
  static constexpr std::string_view kPieces[] = {
      "/",   "/",     "/",      "..", ".", "a", "b", "%2e", "%2E", "%2f", "%5c", "\\",  "%25",
      "%41", "%252e", "%C0%AE", "+",  ";", ":", "?", "'",   "%0a", " ",   "%",   "%00", "\xc3",
  };
  std::string path = "/";
  for (auto pieces = random() % 12; pieces > 0; --pieces) {
    // The last three mostly end in "none": rare, or nothing else would be tried.
    const auto choices = random() % 16 == 0 ? std::size(kPieces) : std::size(kPieces) - 3;
    path += kPieces[random() % choices];
  }
  return path;
}

std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> segments(1);
  for (const char c : path) {
    if (c == '/') {
      segments.emplace_back();
    } else {
      segments.back() += c;
    }
  }
  return segments;
}

TEST(NormalizedPath, NoPathEverEscapesAndEncodingIsUndoneByNormalizing) {
  std::mt19937_64 random(20250106);
  int accepted = 0;
  for (int round = 0; round < 50000; ++round) {
    const auto encoded = any_path(random);
    const auto path = NormalizedPath::normalize(encoded);
    if (!path) continue;
    ++accepted;
    ASSERT_EQ(path->text().find('\0'), std::string::npos) << encoded;
    if (!path->text().empty()) {
      for (const auto& segment : segments_of(path->text())) {
        ASSERT_NE(segment, "") << encoded;
        ASSERT_NE(segment, ".") << encoded;
        ASSERT_NE(segment, "..") << encoded;
      }
    }
    const auto location = path->encoded();
    ASSERT_TRUE(location.starts_with('/') && !location.starts_with("//")) << encoded;
    ASSERT_TRUE(parse_request_target(location)) << location;
    const auto again = NormalizedPath::normalize(location);
    ASSERT_TRUE(again) << location;
    ASSERT_EQ(again->text(), path->text()) << encoded;
    ASSERT_EQ(again->encoded(), location) << encoded;
  }
  EXPECT_GT(accepted, 10000) << "the paths drawn say too little";
}

TEST(NormalizedPath, EveryOctetButSlashAndNulSurvivesEncoding) {
  for (int octet = 1; octet < 256; ++octet) {
    if (octet == '/') continue;
    const char digits[] = "0123456789abcdef";
    const std::string encoded = {'/', 'a', '%', digits[octet / 16], digits[octet % 16]};
    const auto path = NormalizedPath::normalize(encoded);
    ASSERT_TRUE(path) << encoded;
    EXPECT_EQ(path->text(), (std::string{'a', static_cast<char>(octet)})) << encoded;
    const auto again = NormalizedPath::normalize(path->encoded());
    ASSERT_TRUE(again) << path->encoded();
    EXPECT_EQ(again->text(), path->text()) << encoded;
  }
}

TEST(NormalizedPath, HasALastSegmentAndAParent) {
  const struct {
    std::string_view path, last, parent;
  } cases[] = {
      {"", "", ""},
      {"a.mp4", "a.mp4", ""},
      {"clips/a.mp4", "a.mp4", "clips"},
      {"clips/new/a b", "a b", "clips/new"},
  };
  for (const auto& [path, last, parent] : cases) {
    EXPECT_EQ(last_segment(path), last) << path;
    EXPECT_EQ(parent_of(path), parent) << path;
  }
}

}  // namespace
}  // namespace ranged::http
