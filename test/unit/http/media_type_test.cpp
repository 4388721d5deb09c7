#include "ranged/http/media_type.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::http {
namespace {

TEST(MediaType, FollowsFromTheExtension) {
  const struct {
    std::string_view file_name, expected;
  } cases[] = {
      {"film.mp4", "video/mp4"},
      {"film.m4v", "video/mp4"},
      {"part-1.m4s", "video/iso.segment"},
      {"film.mov", "video/quicktime"},
      {"film.webm", "video/webm"},
      {"film.mkv", "video/x-matroska"},
      {"film.avi", "video/x-msvideo"},
      {"segment0.ts", "video/mp2t"},  // not TypeScript
      {"camera.mts", "video/mp2t"},
      {"camera.m2ts", "video/mp2t"},
      {"film.mpeg", "video/mpeg"},
      {"film.mpg", "video/mpeg"},
      {"film.ogv", "video/ogg"},
      {"film.flv", "video/x-flv"},
      {"film.wmv", "video/x-ms-wmv"},
      {"film.3gp", "video/3gpp"},
      {"film.mpd", "application/dash+xml"},
      {"film.m3u8", "application/vnd.apple.mpegurl"},
      {"list.m3u", "audio/mpegurl"},

      {"song.mp3", "audio/mpeg"},
      {"song.m4a", "audio/mp4"},
      {"book.m4b", "audio/mp4"},
      {"song.aac", "audio/aac"},
      {"song.flac", "audio/flac"},
      {"song.ogg", "audio/ogg"},
      {"song.oga", "audio/ogg"},
      {"song.opus", "audio/ogg"},  // RFC 7845
      {"song.wav", "audio/wav"},
      {"song.weba", "audio/webm"},
      {"song.mka", "audio/x-matroska"},
      {"song.mid", "audio/midi"},

      {"film.vtt", "text/vtt; charset=utf-8"},
      {"film.srt", "application/x-subrip"},
      {"film.ass", "text/x-ssa; charset=utf-8"},
      {"film.ssa", "text/x-ssa; charset=utf-8"},

      {"a.jpg", "image/jpeg"},
      {"a.jpeg", "image/jpeg"},
      {"a.png", "image/png"},
      {"a.gif", "image/gif"},
      {"a.webp", "image/webp"},
      {"a.avif", "image/avif"},
      {"a.heic", "image/heic"},
      {"a.svg", "image/svg+xml"},
      {"favicon.ico", "image/vnd.microsoft.icon"},
      {"a.bmp", "image/bmp"},
      {"a.tiff", "image/tiff"},

      {"index.html", "text/html; charset=utf-8"},
      {"index.htm", "text/html; charset=utf-8"},
      {"style.css", "text/css; charset=utf-8"},  // Go fs_test
      {"a.js", "text/javascript; charset=utf-8"},
      {"a.mjs", "text/javascript; charset=utf-8"},
      {"a.json", "application/json"},
      {"a.js.map", "application/json"},
      {"a.wasm", "application/wasm"},
      {"app.webmanifest", "application/manifest+json"},
      {"a.pdf", "application/pdf"},
      {"a.txt", "text/plain; charset=utf-8"},
      {"README.md", "text/markdown; charset=utf-8"},  // tower-http
      {"a.csv", "text/csv; charset=utf-8"},
      {"a.xml", "application/xml"},
      {"a.zip", "application/zip"},
      {"a.gz", "application/gzip"},
      {"a.tar", "application/x-tar"},
      {"a.7z", "application/x-7z-compressed"},
      {"a.woff", "font/woff"},
      {"a.woff2", "font/woff2"},
      {"a.ttf", "font/ttf"},
      {"a.otf", "font/otf"},

      {"a.3g2", "video/3gpp2"},  // the first and the last row of the table
      {"a.zst", "application/zstd"},
  };
  for (const auto& [file_name, expected] : cases) {
    EXPECT_EQ(media_type_of(file_name), expected) << file_name;
  }
}

TEST(MediaType, OnlyTheLastExtensionOfTheLastNameCountsInAnyCase) {
  const struct {
    std::string_view file_name, expected;
  } cases[] = {
      {"FILM.MP4", "video/mp4"},
      {"Film.Mp4", "video/mp4"},
      {"INDEX.HTML", "text/html; charset=utf-8"},
      {"a.WOFF2", "font/woff2"},
      {"a.tar.gz", "application/gzip"},
      {"a.mp4.txt", "text/plain; charset=utf-8"},
      {"a.txt.mp4", "video/mp4"},
      {"a..mp4", "video/mp4"},
      {".mp4", "video/mp4"},
      {"folder.mp4/song.mp3", "audio/mpeg"},
      {"caf\xc3\xa9.png", "image/png"},
      {"a b.png", "image/png"},
  };
  for (const auto& [file_name, expected] : cases) {
    EXPECT_EQ(media_type_of(file_name), expected) << file_name;
  }
}

TEST(MediaType, WithoutAKnownExtensionItIsOctets) {
  const std::string_view cases[] = {
      "",           "a",       ".",        "..",     "a.",           "a.xyz",
      "mp4",        "a.mp",    "a.mp44",   "a.mp4 ", "a. mp4",       "a.mp4~",
      "a.mp4/",     "a.mp4/b", "a.mp4/b.", "a-mp4",  "a.mp4.part",   "a.MP\xe4",
      ".gitignore", "a.\xff",  "a.000",    "a.zzz",  "a.unheard-of", "a.webmanifestx",
  };
  for (const auto file_name : cases) {
    EXPECT_EQ(media_type_of(file_name), "application/octet-stream") << "'" << file_name << "'";
  }
  EXPECT_EQ(media_type_of("a." + std::string(100000, 'x')), "application/octet-stream");
  EXPECT_EQ(media_type_of(std::string_view("a.mp4\0", 6)), "application/octet-stream");
}

TEST(MediaType, SoundAndMovingPicturesPlay) {
  const struct {
    std::string_view name;
    bool plays;
  } cases[] = {
      {"a.mp4", true},   {"a.mkv", true},  {"a.opus", true}, {"a.wav", true},  {"a.m3u", false},
      {"a.m3u8", false}, {"a.mid", false}, {"a.vtt", false}, {"a.png", false}, {"a", false},
  };
  for (const auto& [name, plays] : cases)
    EXPECT_EQ(is_playable(media_type_of(name)), plays) << name;
}

TEST(MediaType, TextIsWhatIsReadNotLookedAtOrListenedTo) {
  for (const std::string_view type :
       {"text/css; charset=utf-8", "text/plain", "application/json", "application/ld+json",
        "application/dash+xml", "application/xml", "application/javascript; a=b"}) {
    EXPECT_TRUE(is_text(type)) << type;
  }
  for (const std::string_view type :
       {"image/svg+xml", "video/mp4", "audio/mpegurl", "image/png", "application/octet-stream",
        "application/pdf", "application/gzip", "font/woff2", "model/x+xml", ""}) {
    EXPECT_FALSE(is_text(type)) << type;
  }
}

}  // namespace
}  // namespace ranged::http
