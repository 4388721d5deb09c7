#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "ranged/plan/router.hpp"
#include "support/index_builder.hpp"
#include "unit/plan/route_outcome.hpp"

// What a folder is, and what a file can be besides itself, where listing is on.

namespace ranged::plan {
namespace {

using http::FieldSection;

std::string answer(std::string_view request_line, const FieldSection& fields, bool listing = true) {
  const auto index = test::IndexBuilder()
                         .file("film.mp4")
                         .folder("films")
                         .file("films/a b.mp4")
                         .folder("films/index.html")
                         .folder("own")
                         .file("own/index.html")
                         .file("own/film.mp4")
                         .folder("confidential")
                         .file("confidential/film.mp4")
                         .folder("linked", "confidential")
                         .file("linked/film.mp4", "confidential/film.mp4")
                         .build();
  Policy policy;
  policy.listing = listing;
  policy.denied = {*http::NormalizedPath::normalize("confidential")};
  return outcome_of(
      route(request_of(request_line, fields), index, follow_denied(std::move(policy), index)));
}

const FieldSection kHost{{"Host", "example.org"}};

TEST(RouterListing, AFolderIsItsIndexPageOrElseAListing) {
  const struct {
    std::string_view request_line, on, off;
  } cases[] = {
      {"GET /", "page", "404"},
      {"HEAD /", "page", "404"},
      {"GET /films/", "page films", "404"},
      {"GET /films/?sort=size&page=2", "page films ?sort=size&page=2", "404"},
      {"GET /films/?json", "json films ?json", "404"},
      {"GET /films/?sort=size&json=1", "json films ?sort=size&json=1", "404"},
      {"GET /films/?playlist", "playlist films ?playlist http://example.org", "404"},
      {"GET /films/?play", "page films ?play", "404"},
      {"GET /films?json", "301 /films/?json", "301 /films/?json"},
      {"GET /films/../films/", "page films", "404"},
      {"GET /own/", "select own/index.html", "select own/index.html"},
      {"GET /own/?json", "select own/index.html", "select own/index.html"},
      {"GET /own/?playlist", "select own/index.html", "select own/index.html"},
      {"GET /nothing/", "404", "404"},
      {"GET /confidential/", "403", "403"},
      {"GET /linked/?json", "403", "403"},
      {"OPTIONS /films/", "204 Allow: GET, HEAD, OPTIONS", "204 Allow: GET, HEAD, OPTIONS"},
  };
  for (const auto& [request_line, on, off] : cases) {
    EXPECT_EQ(answer(request_line, kHost), on) << request_line;
    EXPECT_EQ(answer(request_line, kHost, false), off) << request_line;
  }
}

TEST(RouterListing, AcceptChoosesTheFormUnlessTheQueryDoes) {
  const struct {
    std::string_view request_line, accept, expected;
  } cases[] = {
      {"GET /films/", "application/json", "json films"},
      {"GET /films/", "*/*", "page films"},
      {"GET /films/", "text/html,*/*;q=0.8", "page films"},
      {"GET /films/?playlist", "application/json", "playlist films ?playlist http://example.org"},
      {"GET /films/?json", "text/html", "json films ?json"},
      {"GET /own/", "application/json", "select own/index.html"},
      {"GET /film.mp4", "application/json", "select film.mp4"},
  };
  for (const auto& [request_line, accept, expected] : cases) {
    EXPECT_EQ(answer(request_line, {{"Host", "example.org"}, {"Accept", accept}}), expected)
        << request_line << ' ' << accept;
  }
}

TEST(RouterListing, AFileCanBePlayedAndDownloaded) {
  const struct {
    std::string_view request_line, on;
  } cases[] = {
      {"GET /film.mp4", "select film.mp4"},
      {"GET /film.mp4?t=10", "select film.mp4"},
      {"GET /film.mp4?play", "player film.mp4"},
      {"HEAD /films/a%20b.mp4?play=1", "player films/a b.mp4"},
      {"GET /film.mp4?download", "download film.mp4"},
      {"GET /film.mp4?play&download", "download film.mp4"},
      {"GET /film.mp4?json", "select film.mp4"},
      {"GET /film.mp4/?play", "404"},
      {"GET /nothing.mp4?play", "404"},
      {"GET /confidential/film.mp4?play", "403"},
      {"GET /linked/film.mp4?download", "403"},
  };
  for (const auto& [request_line, on] : cases) {
    EXPECT_EQ(answer(request_line, kHost), on) << request_line;
  }
  EXPECT_EQ(answer("GET /film.mp4?play", kHost, false), "select film.mp4");
  EXPECT_EQ(answer("GET /film.mp4?download", kHost, false), "download film.mp4");
}

TEST(RouterListing, AssetsHaveAFolderThatNoFileIsIn) {
  const struct {
    std::string_view request_line, on;
  } cases[] = {
      {"GET /.ranged/library.css", "asset library.css"},
      {"GET /.ranged/library.css?0123", "asset library.css ?0123"},
      {"GET /%2eranged/library.css", "asset library.css"},
      {"GET /.ranged/", "404"},
      {"GET /.ranged", "404"},
      {"GET /.ranged/library.css/", "404"},
      {"GET /.ranged/a/library.css", "404"},
      {"GET /films/.ranged/library.css", "404"},
      {"GET /.git/config", "404"},
  };
  for (const auto& [request_line, on] : cases) {
    EXPECT_EQ(answer(request_line, kHost), on) << request_line;
    EXPECT_EQ(answer(request_line, kHost, false), "404") << request_line;
  }
}

TEST(RouterListing, APlaylistHasTheAddressThatTheClientHasUs) {
  const struct {
    std::string_view target;
    FieldSection fields;
    std::string_view origin;
  } cases[] = {
      {"/?playlist", {{"Host", "example.org:8080"}}, " http://example.org:8080"},
      {"/?playlist", {{"Host", "[::1]:80"}}, " http://[::1]:80"},
      {"/?playlist", {{"Host", ""}}, ""},
      {"/?playlist", {{"Host", "h"}, {"X-Forwarded-Proto", "https"}}, " https://h"},
      {"/?playlist", {{"Host", "h"}, {"X-Forwarded-Proto", "HTTP"}}, " http://h"},
      {"/?playlist", {{"Host", "h"}, {"X-Forwarded-Proto", "gopher"}}, " http://h"},
      {"http://other.example/?playlist", {{"Host", "h"}}, " http://other.example"},
  };
  for (const auto& [target, fields, origin] : cases) {
    EXPECT_EQ(answer("GET " + std::string(target), fields),
              "playlist ?playlist" + std::string(origin));
  }
}

}  // namespace
}  // namespace ranged::plan
