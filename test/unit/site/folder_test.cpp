#include "site/folder.hpp"

#include <gtest/gtest.h>

#include <string>

#include "site/siblings.hpp"
#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

/// The names of a page, "|" behind each.
std::string names_of(const content::ContentIndex& index, std::string_view path,
                     std::string_view query, std::size_t names_of_page = 100) {
  const auto policy = policy_for(index);
  const auto folder = list_folder(index, policy, path, parse_listing_query(query), names_of_page);
  std::string names;
  for (const auto& item : folder.items) names.append(item.name).append("|");
  return names;
}

content::ContentIndex series() {
  return Library()
      .folder("zoo")
      .folder("Alps")
      .file("part 10.mp4", 30, content::FileTime(1))
      .file("Part 9.mp4", 10, content::FileTime(3))
      .file("notes.txt", 20, content::FileTime(2))
      .file("\u00c9t\u00e9.mkv", 20, content::FileTime(4))
      .build();
}

TEST(Folder, IsSortedAsPeopleExpectFoldersFirst) {
  const auto index = series();
  const struct {
    std::string_view query, expected;
  } cases[] = {
      {"", "Alps|zoo|\u00c9t\u00e9.mkv|notes.txt|Part 9.mp4|part 10.mp4|"},
      {"?order=desc", "zoo|Alps|part 10.mp4|Part 9.mp4|notes.txt|\u00c9t\u00e9.mkv|"},
      {"?sort=size", "Alps|zoo|part 10.mp4|\u00c9t\u00e9.mkv|notes.txt|Part 9.mp4|"},
      {"?sort=size&order=asc", "Alps|zoo|Part 9.mp4|\u00c9t\u00e9.mkv|notes.txt|part 10.mp4|"},
      {"?sort=date", "Alps|zoo|\u00c9t\u00e9.mkv|Part 9.mp4|notes.txt|part 10.mp4|"},
      {"?sort=type", "Alps|zoo|\u00c9t\u00e9.mkv|Part 9.mp4|part 10.mp4|notes.txt|"},
  };
  for (const auto& [query, expected] : cases) EXPECT_EQ(names_of(index, "", query), expected);
}

TEST(Folder, IsFilteredByEachWordWhateverItsCaseAndAccents) {
  const auto index = series();
  const struct {
    std::string_view query, expected;
  } cases[] = {
      {"?filter=PART", "Part 9.mp4|part 10.mp4|"},
      {"?filter=ete", "\u00c9t\u00e9.mkv|"},
      {"?filter=%C3%A9T%C3%A9", "\u00c9t\u00e9.mkv|"},
      {"?filter=+mp4++9+", "Part 9.mp4|"},
      {"?filter=zo", "zoo|"},
      {"?filter=nothing", ""},
      {"?filter=%20", "Alps|zoo|\u00c9t\u00e9.mkv|notes.txt|Part 9.mp4|part 10.mp4|"},
  };
  for (const auto& [query, expected] : cases) {
    EXPECT_EQ(names_of(index, "", query), expected) << query;
  }
}

TEST(Folder, IsTurnedOverPageByPage) {
  const auto index = series();
  EXPECT_EQ(names_of(index, "", "", 4), "Alps|zoo|\u00c9t\u00e9.mkv|notes.txt|");
  EXPECT_EQ(names_of(index, "", "?page=2", 4), "Part 9.mp4|part 10.mp4|");
  EXPECT_EQ(names_of(index, "", "?page=99", 4), "Part 9.mp4|part 10.mp4|") << "the last";
  EXPECT_EQ(names_of(index, "", "?page=2", 6), names_of(index, "", "", 6)) << "the only one";
  EXPECT_EQ(names_of(index, "zoo", "?page=3", 4), "");
}

TEST(Folder, EveryPageIsACutOfTheWhole) {
  Library library;
  for (int i = 0; i < 500; ++i) {
    const int shuffled = i * 7919 % 500;
    library.file("f" + std::to_string(shuffled) + ".mp4", static_cast<std::uint64_t>(i % 7));
  }
  const auto index = library.build();
  for (const std::string query : {"?", "?order=desc", "?sort=size", "?sort=date&order=asc"}) {
    const auto whole = names_of(index, "", query, 500);
    for (const std::size_t names_of_page : {1u, 7u, 64u, 499u, 1000u}) {
      std::string pages;
      const std::size_t count = (500 + names_of_page - 1) / names_of_page;
      for (std::size_t page = 1; page <= count; ++page) {
        pages += names_of(index, "", query + "&page=" + std::to_string(page), names_of_page);
      }
      EXPECT_EQ(pages, whole) << query << ' ' << names_of_page;
    }
  }
}

TEST(Folder, ShowsNothingThatIsDeniedByWhateverName) {
  const auto index = Library()
                         .folder("confidential")
                         .file("confidential/film.mp4")
                         .folder("films")
                         .folder("films/secret", "confidential")
                         .file("films/secret/film.mp4")
                         .link("films/film.mp4", "confidential/film.mp4")
                         .file("films/film.jpg")
                         .file("films/open.mp4")
                         .link("films/open.vtt", "confidential/open.vtt")
                         .file("confidential.txt")
                         .build();
  const auto policy = policy_for(index);
  EXPECT_EQ(names_of(index, "", ""), "films|confidential.txt|");
  EXPECT_EQ(names_of(index, "films", "?all"), "film.jpg|open.mp4|");
  const auto root = list_folder(index, policy, "", {}, 10);
  EXPECT_EQ(root.items[0].names, 2u);
  const auto films = list_folder(index, policy, "films", {}, 10);
  EXPECT_TRUE(films.items[1].tracks.empty());
  EXPECT_EQ(films.files, 2u);
  EXPECT_EQ(films.folders, 0u);
}

TEST(Folder, PostersAndSubtitlesGoWithTheirFilm) {
  const auto index = Library()
                         .file("film.mp4")
                         .file("film.jpg")
                         .file("film.png")
                         .file("film.vtt")
                         .file("film.de.vtt")
                         .file("film.en.forced.vtt")
                         .file("film.part2.vtt")
                         .file("film.srt")
                         .file("film.txt")
                         .file("Film.webp")
                         .folder("folder.jpg")
                         .file("folder.mp3")
                         .file("other.vtt")
                         .file("two.parts.mkv")
                         .file("two.parts.fr.vtt")
                         .file("two.parts.webp")
                         .build();
  EXPECT_EQ(names_of(index, "", ""),
            "folder.jpg|film.mp4|film.part2.vtt|film.srt|film.txt|Film.webp|folder.mp3|other.vtt|"
            "two.parts.mkv|");
  const auto policy = policy_for(index);
  const auto folder = list_folder(index, policy, "", {}, 100);
  EXPECT_EQ(folder.sidecars, 7u);
  EXPECT_EQ(folder.names, 9u);
  EXPECT_EQ(folder.files, 15u);
  const struct {
    std::string_view name, expected;
  } cases[] = {
      {"film.mp4", "film.jpg und=Subtitles de=Deutsch en=English (forced)"},
      {"two.parts.mkv", "two.parts.webp fr=Français"},
      {"folder.mp3", "none"},
      {"film.srt", "none"},
  };
  for (const auto& [name, expected] : cases) {
    for (const auto& item : folder.items) {
      if (item.name != name) continue;
      std::string text(item.poster ? item.poster->path : "none");
      for (const auto& track : item.tracks) text += ' ' + track.language + '=' + track.label;
      EXPECT_EQ(text, expected) << name;
    }
  }
}

TEST(Folder, OneThatIsNotListedDoesNotSayHowManyNamesItHas) {
  const auto index = Library()
                         .folder("listed")
                         .file("listed/a")
                         .file("listed/b")
                         .folder("own")
                         .file("own/a")
                         .file("own/index.html")
                         .build();
  const auto policy = policy_for(index);
  const auto folder = list_folder(index, policy, "", {}, 10);
  EXPECT_EQ(folder.items[0].names, 2u);
  EXPECT_EQ(folder.items[1].names, 0u);
}

TEST(Sidecars, NobodyWantsAMenuOfMoreThan64Subtitles) {
  Library library;
  library.file("film.mp4");
  for (int i = 0; i < 100; ++i) library.file("film.en-" + std::to_string(100 + i) + ".vtt");
  const auto index = library.build();
  const auto policy = policy_for(index);
  const Siblings siblings(index, policy, "");
  const auto tracks = siblings.tracks_of("film.mp4");
  ASSERT_EQ(tracks.size(), 64u);
  EXPECT_EQ(tracks.front().language, "en-100");
  EXPECT_EQ(tracks.back().language, "en-163");
}

}  // namespace
}  // namespace ranged::site
