#include "site/player_page.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

std::string page_of(const content::ContentIndex& index, std::string_view path) {
  const auto policy = policy_for(index);
  return player_page(make_player(index, policy, *index.find(path)));
}

void expect_has(const std::string& page, std::string_view part) {
  EXPECT_NE(page.find(part), std::string::npos) << part << "\nis not in\n" << page;
}

void expect_has_not(const std::string& page, std::string_view part) {
  EXPECT_EQ(page.find(part), std::string::npos) << part << "\nis in\n" << page;
}

content::ContentIndex films() {
  return Library()
      .folder("films")
      .file("films/part 9.mp4")
      .file("films/part 9.png")
      .file("films/part 9.vtt")
      .file("films/part 9.de.vtt")
      .file("films/part 10.mkv")
      .file("films/part 11.txt")
      .file("films/song.opus")
      .link("films/secret.mp4", "confidential/a.mp4")
      .build();
}

TEST(PlayerPage, PlaysTheFileWithItsPosterAndSubtitles) {
  const auto page = page_of(films(), "films/part 9.mp4");
  expect_has(page, "<title>part 9</title>");
  expect_has(page,
             "<video id=\"media\" controls preload=\"metadata\" playsinline "
             "poster=\"/films/part%209.png\" aria-label=\"part 9.mp4\" "
             "src=\"/films/part%209.mp4\">"
             "<track kind=\"subtitles\" src=\"/films/part%209.vtt\" srclang=\"und\" "
             "label=\"Subtitles\" default>"
             "<track kind=\"subtitles\" src=\"/films/part%209.de.vtt\" srclang=\"de\" "
             "label=\"Deutsch\"></video>");
  expect_has(page, "<a class=\"button\" href=\"/films/part%209.mp4\">");
  expect_has(page, "<a class=\"button\" href=\"/films/part%209.mp4?download\">");
  expect_has(page, "<li><a href=\"/films/\"><bdi>films</bdi></a></li>");
}

TEST(PlayerPage, SoundHasNoPicture) {
  const auto page = page_of(films(), "films/song.opus");
  expect_has(page,
             "<audio id=\"media\" controls preload=\"metadata\" aria-label=\"song.opus\" "
             "src=\"/films/song.opus\"></audio>");
  expect_has_not(page, "<video");
}

TEST(PlayerPage, NeighboursAreWhatPlaysInTheFolderInItsOrder) {
  const struct {
    std::string_view path, previous, next;
  } cases[] = {
      {"films/part 9.mp4", "", "/films/part%2010.mkv?play"},
      {"films/part 10.mkv", "/films/part%209.mp4?play", "/films/song.opus?play"},
      {"films/song.opus", "/films/part%2010.mkv?play", ""},
  };
  const auto index = films();
  for (const auto& [path, previous, next] : cases) {
    const auto page = page_of(index, path);
    const auto check = [&page](std::string_view rel, std::string_view address) {
      const std::string link = std::string("<a rel=\"").append(rel).append("\" href=\"");
      address.empty() ? expect_has_not(page, link)
                      : expect_has(page, link + std::string(address) + '"');
    };
    check("prev", previous);
    check("next", next);
  }
}

TEST(PlayerPage, NeighboursInAFolderThatIsNotListedAreNotShown) {
  const auto index = Library().file("index.html").file("a.mp4").file("b.mp4").build();
  expect_has_not(page_of(index, "a.mp4"), "b.mp4");
}

TEST(PlayerPage, AHostileNameIsOnlyAName) {
  for (const auto name : kHostileNames) {
    const std::string stem(name.substr(0, name.size() - 4));
    const auto index = Library()
                           .file(name)
                           .file("b" + std::string(name))
                           .file(stem + ".jpg")
                           .file(stem + ".en." + stem + ".vtt")
                           .build();
    const auto page = page_of(index, name);
    expect_has_not(page, "<img");
    expect_has_not(page, "<script>");
    expect_has_not(page, "' on");
    expect_has_not(page, "href=\"javascript");
    std::size_t quotes = 0;
    for (const char c : page) quotes += c == '"' ? 1 : 0;
    const auto plain = page_of(
        Library().file("a.mp4").file("ba.mp4").file("a.jpg").file("a.en.a.vtt").build(), "a.mp4");
    std::size_t plain_quotes = 0;
    for (const char c : plain) plain_quotes += c == '"' ? 1 : 0;
    // A name with a neighbour before it has as many attributes as one with a neighbour behind it.
    EXPECT_EQ(quotes, plain_quotes) << page;
  }
}

}  // namespace
}  // namespace ranged::site
