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
    const Kind kind = kind_of(content::EntryKind::file, http::media_type_of(name));
    EXPECT_EQ(describe(kind, name), expected);
  }
  EXPECT_EQ(describe(kind_of(content::EntryKind::folder, ""), "films.mp4"), "Folder");
}

}  // namespace
}  // namespace ranged::site
