#include "site/listing_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

std::string page_of(const content::ContentIndex& index, std::string_view path,
                    std::string_view query_text = {}) {
  const auto policy = policy_for(index);
  const auto query = parse_listing_query(query_text);
  return listing_page(list_folder(index, policy, path, query, kNamesOfPage), query);
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

void expect_has(const std::string& page, std::string_view part) {
  EXPECT_NE(page.find(part), std::string::npos) << part << "\nis not in\n" << page;
}

TEST(ListingPage, LeadsToEveryNameAndSaysWhatItIs) {
  const auto index = Library()
                         .folder("films")
                         .folder("films/A & B")
                         .file("films/A & B/1.mp4")
                         .file("films/film one.mp4", 3'221'225'472)
                         .file("films/film one.jpg")
                         .file("films/film one.de.vtt")
                         .file("films/notes.txt", 12)
                         .build();
  const auto page = page_of(index, "films");
  expect_has(page, "<title>films</title>");
  expect_has(page, "<h1><bdi>films</bdi></h1><p class=\"summary\">1 folder, 4 files, 3.0 GiB</p>");
  expect_has(page, "<a href=\"/films/A%20&amp;%20B/\">");
  expect_has(page, "<span class=\"size\">1 item</span>");
  expect_has(page, "<li class=\"video\"><a href=\"/films/film%20one.mp4?play\">");
  expect_has(page, "<img src=\"/films/film%20one.jpg\" alt=\"\" loading=\"lazy\"");
  expect_has(page, "<bdi>film one<span class=\"ext\">.mp4</span></bdi>");
  expect_has(page, "<span>MP4 video</span> <abbr title=\"with subtitles\">CC</abbr>");
  expect_has(page, "<span class=\"size\">3.0 GiB</span>");
  expect_has(page, "<time datetime=\"1970-01-02T00:00:00.000000Z\">2 Jan 1970</time>");
  expect_has(page, "<li class=\"text\"><a href=\"/films/notes.txt\">");
  expect_has(page, "<a href=\"/films/?all\">Show 2 posters and subtitles</a>");
  expect_has(page, "href=\"/films/?playlist\"");
  expect_has(page, "<li><a href=\"/\"><bdi>Library</bdi></a></li>");
  EXPECT_EQ(count(page, "<li class="), 3u);
}

TEST(ListingPage, OnePosterIsOneFile) {
  const auto index = Library().file("film.mp4").file("film.jpg").build();
  expect_has(page_of(index, ""), "Show 1 poster or subtitle file</a>");
}

TEST(ListingPage, TheTrailLeadsBackThroughEveryFolder) {
  const auto index = Library().folder("a").folder("a/b c").folder("a/b c/d").build();
  const auto page = page_of(index, "a/b c/d");
  expect_has(page,
             "<ol><li><a href=\"/\"><bdi>Library</bdi></a></li>"
             "<li><a href=\"/a/\"><bdi>a</bdi></a></li>"
             "<li><a href=\"/a/b%20c/\"><bdi>b c</bdi></a></li>"
             "<li><a aria-current=\"page\"><bdi>d</bdi></a></li></ol>");
  expect_has(page_of(index, ""),
             "<ol><li><a aria-current=\"page\"><bdi>Library</bdi></a></li></ol>");
}

TEST(ListingPage, AnOrderInForceIsTurnedRoundByItsLink) {
  const auto index = Library().file("a").build();
  const struct {
    std::string_view query, expected;
  } cases[] = {
      {"", "<a class=\"name\" href=\"/?order=desc\" aria-current=\"true\">"},
      {"?order=desc", "<a class=\"name\" href=\"/\" aria-current=\"true\">"},
      {"", "<a class=\"size\" href=\"/?sort=size\">Size</a>"},
      {"?sort=size", "<a class=\"size\" href=\"/?sort=size&amp;order=asc\" aria-current=\"true\">"},
      {"?sort=size&filter=a", "<a class=\"name\" href=\"/?filter=a\">Name</a>"},
      {"?sort=size&filter=a", "<input type=\"hidden\" name=\"sort\" value=\"size\">"},
      {"?page=3&filter=%22%3E", "<a href=\"/\">Show all of them</a>"},
      {"?filter=%22%3E", "No name here has “<bdi>&quot;&gt;</bdi>” in it."},
      {"?filter=A", "<p id=\"found\" role=\"status\">1 of 1 name</p>"},
  };
  for (const auto& [query, expected] : cases) expect_has(page_of(index, "", query), expected);
}

TEST(ListingPage, AnEmptyFolderSaysSo) {
  const auto page = page_of(Library().folder("empty").build(), "empty");
  expect_has(page, "<p class=\"summary\">Empty</p>");
  expect_has(page, "There is nothing in this folder yet.");
  EXPECT_EQ(count(page, "<form"), 0u);
  EXPECT_EQ(count(page, "?playlist"), 0u);
}

TEST(ListingPage, ALongFolderIsTurnedOver) {
  Library library;
  for (int i = 0; i < 1201; ++i) library.file("f" + std::to_string(i) + ".mp4");
  const auto index = library.build();
  const auto first = page_of(index, "");
  EXPECT_EQ(count(first, "<li class="), 500u);
  EXPECT_EQ(count(first, "data-complete"), 0u);
  EXPECT_EQ(count(first, "rel=\"prev\""), 0u);
  expect_has(first,
             "<span>1–500 of 1201</span><a class=\"button\" rel=\"next\" href=\"/?page=2\">");
  const auto last = page_of(index, "", "?sort=size&page=3");
  EXPECT_EQ(count(last, "<li class="), 201u);
  EXPECT_EQ(count(last, "rel=\"next\""), 0u);
  expect_has(last, "rel=\"prev\" href=\"/?sort=size&amp;page=2\"");
  EXPECT_EQ(count(page_of(index, "", "?filter=f12"), "data-complete"), 0u);
  EXPECT_EQ(count(page_of(Library().file("a").build(), ""), "data-complete"), 1u);
}

TEST(ListingPage, AHostileNameIsOnlyAName) {
  Library library;
  for (const auto name : kHostileNames) library.folder(std::string("d").append(name));
  for (const auto name : kHostileNames) library.file(name);
  const auto index = library.build();
  std::vector<std::string> pages = {page_of(index, "")};
  for (const auto name : kHostileNames) {
    pages.push_back(page_of(index, std::string("d").append(name)));
    pages.push_back(page_of(index, "", std::string("?filter=").append(name)));
  }
  // Every tag is one of ours: a name, and attributes whose values have neither quote nor bracket.
  const std::regex tag("<(!doctype html|/?[a-z0-9]+( [a-z-]+(=\"[^\"<>]*\")?)*)>");
  for (const auto& page : pages) {
    std::string rest;
    std::regex_replace(std::back_inserter(rest), page.begin(), page.end(), tag, "");
    EXPECT_EQ(rest.find_first_of("<>"), std::string::npos) << page;
    EXPECT_EQ(count(page, "<script"), 1u);
    EXPECT_TRUE(std::none_of(page.begin(), page.end(),
                             [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; }));
  }
}

}  // namespace
}  // namespace ranged::site
