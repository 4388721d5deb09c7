#include "site/kind.hpp"

#include <gtest/gtest.h>

#include "ranged/http/media_type.hpp"

namespace ranged::site {
namespace {

TEST(Kind, IsWhatPeopleCallAFile) {
  const struct {
    std::string_view name, expected;
  } cases[] = {
      {"film.mp4", "MP4 video"},
      {"film.MKV", "MKV video"},
      {"song.flac", "FLAC audio"},
      {"poster.webp", "WEBP image"},
      {"film.en.vtt", "VTT subtitles"},
      {"film.srt", "SRT subtitles"},
      {"notes.txt", "TXT document"},
      {"book.pdf", "PDF document"},
      {"all.tar", "TAR archive"},
      {"all.7z", "7Z archive"},
      {"list.m3u", "M3U file"},
      {"README", "File"},
      {"a.longextension", "File"},
      {"odd.<b>", "File"},
      {"dot.", "File"},
      {".hidden", "File"},
  };
  for (const auto& [name, expected] : cases) {
    const content::Entry entry{content::EntryKind::file,  name, name, 0, content::FileTime(0),
                               http::media_type_of(name), 0};
    EXPECT_EQ(describe(kind_of(entry), name), expected);
  }
  EXPECT_EQ(describe(kind_of({content::EntryKind::folder, {}, {}, 0, {}, {}, 0}), "films.mp4"),
            "Folder");
}

}  // namespace
}  // namespace ranged::site
