#include "site/kind.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"
#include "ranged/http/media_type.hpp"

namespace ranged::site {
namespace {

constexpr std::string_view kArchives[] = {
    "application/gzip",    "application/vnd.rar", "application/x-7z-compressed",
    "application/x-bzip2", "application/x-tar",   "application/x-xz",
    "application/zip",     "application/zstd",
};
constexpr std::string_view kDocuments[] = {
    "application/epub+zip", "application/json", "application/pdf",
    "application/rtf",      "application/xml",  "application/yaml",
};
constexpr std::string_view kSubtitles[] = {
    "application/ttml+xml",
    "application/x-subrip",
    "text/vtt; charset=utf-8",
    "text/x-ssa; charset=utf-8",
};

template <std::size_t size>
bool is_one_of(std::string_view media_type, const std::string_view (&types)[size]) {
  return std::find(std::begin(types), std::end(types), media_type) != std::end(types);
}

constexpr std::size_t kLongestExtension = 5;

bool is_short_word(std::string_view text) {
  return !text.empty() && text.size() <= kLongestExtension &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return http::is_digit(c) || http::is_alpha(c); });
}

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return capitals;
}

}  // namespace

Kind kind_of(content::EntryKind kind, std::string_view type) {
  if (kind == content::EntryKind::folder) return Kind::folder;
  if (http::is_playable(type)) return type.starts_with("video/") ? Kind::video : Kind::audio;
  if (type.starts_with("image/")) return Kind::image;
  if (is_one_of(type, kSubtitles)) return Kind::subtitles;
  if (type.starts_with("text/") || is_one_of(type, kDocuments)) return Kind::text;
  return is_one_of(type, kArchives) ? Kind::archive : Kind::other;
}

std::string_view word_of(Kind kind) {
  constexpr std::string_view kWords[] = {"folder",    "video", "audio",   "image",
                                         "subtitles", "text",  "archive", "file"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string describe(Kind kind, std::string_view name) {
  const auto extension = kind == Kind::folder ? std::string_view() : parts_of(name).extension;
  std::string text(kind == Kind::text ? "document" : word_of(kind));
  if (is_short_word(extension)) return in_capitals(extension) + ' ' + text;
  return in_capitals(text.substr(0, 1)) + text.substr(1);
}

NameParts parts_of(std::string_view name) {
  const auto dot = name.rfind('.');
  const bool has_both = dot != std::string_view::npos && dot > 0 && dot + 1 < name.size();
  if (!has_both) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

}  // namespace ranged::site
