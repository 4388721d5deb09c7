#include "site/playlist.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "site/folder.hpp"
#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

std::string playlist_of(const content::ContentIndex& index, std::string_view folder,
                        std::string_view origin) {
  const auto policy = policy_for(index);
  return playlist(folder, media_of(Siblings(index, policy, folder)), origin);
}

TEST(Playlist, NamesTheMediaOfAFolderInItsOrder) {
  const auto index = Library()
                         .folder("films")
                         .folder("films/more")
                         .file("films/more/no.mp4")
                         .file("films/part 10.mp4")
                         .file("films/Part 9, the \u00c9nd.mkv")
                         .file("films/part 9.jpg")
                         .link("films/secret.mp4", "confidential/a.mp4")
                         .build();
  EXPECT_EQ(playlist_of(index, "films", "http://example.org:8080"),
            "#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:films\n"
            "#EXTINF:-1,Part 9, the \u00c9nd\n"
            "http://example.org:8080/films/Part%209,%20the%20%C3%89nd.mkv\n"
            "#EXTINF:-1,part 10\n"
            "http://example.org:8080/films/part%2010.mp4\n");
  EXPECT_EQ(playlist_of(index, "", ""), "#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:Library\n");
}

TEST(Playlist, WithoutAnOriginTheAddressesArePaths) {
  const auto index = Library().file("a.mp3").build();
  EXPECT_NE(playlist_of(index, "", "").find("\n/a.mp3\n"), std::string::npos);
}

TEST(Playlist, AHostileNameIsOneLineAndOneAddress) {
  for (const auto name : kHostileNames) {
    const auto text = playlist_of(Library().file(name).build(), "", "http://h");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5) << text;
    EXPECT_EQ(text.find('\r'), std::string::npos);
    for (const std::string_view end : {"\u2028", "\u2029", "\u0085"}) {
      EXPECT_EQ(text.find(end), std::string::npos);
    }
    EXPECT_NE(text.find("\nhttp://h/"), std::string::npos);
  }
}

TEST(Playlist, HasAnEnd) {
  const std::vector<std::string_view> names(kMostOfPlaylist + 1, "a.mp3");
  const auto text = playlist("", names, "");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'),
            static_cast<std::ptrdiff_t>(3 + 2 * kMostOfPlaylist));
}

TEST(Playlist, IsSavedUnderTheNameOfItsFolder) {
  EXPECT_EQ(playlist_name(""), "Library.m3u8");
  EXPECT_EQ(playlist_name("films/new ones"), "new ones.m3u8");
}

}  // namespace
}  // namespace ranged::site
