#include "ranged/http/media_type.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

struct MediaType {
  std::string_view extension;
  std::string_view value;
};

constexpr std::string_view kUnknown = "application/octet-stream";

/// Registered types where there is one; else what players and browsers agree on. Text says that it
/// is UTF-8; JSON and XML have rules of their own for that and no such parameter.
constexpr MediaType kMediaTypes[] = {
    {"3g2", "video/3gpp2"},
    {"3gp", "video/3gpp"},
    {"7z", "application/x-7z-compressed"},
    {"aac", "audio/aac"},
    {"ac3", "audio/ac3"},
    {"aif", "audio/aiff"},
    {"aiff", "audio/aiff"},
    {"apng", "image/apng"},
    {"ass", "text/x-ssa; charset=utf-8"},
    {"atom", "application/atom+xml"},
    {"avi", "video/x-msvideo"},
    {"avif", "image/avif"},
    {"bmp", "image/bmp"},
    {"bz2", "application/x-bzip2"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"eac3", "audio/eac3"},
    {"ec3", "audio/eac3"},
    {"eot", "application/vnd.ms-fontobject"},
    {"epub", "application/epub+zip"},
    {"flac", "audio/flac"},
    {"flv", "video/x-flv"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"heic", "image/heic"},
    {"heif", "image/heif"},
    {"htm", "text/html; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/vnd.microsoft.icon"},
    {"ics", "text/calendar; charset=utf-8"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"jxl", "image/jxl"},
    {"log", "text/plain; charset=utf-8"},
    {"m2ts", "video/mp2t"},
    {"m3u", "audio/mpegurl"},
    {"m3u8", "application/vnd.apple.mpegurl"},
    {"m4a", "audio/mp4"},
    {"m4b", "audio/mp4"},
    {"m4s", "video/iso.segment"},
    {"m4v", "video/mp4"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mid", "audio/midi"},
    {"midi", "audio/midi"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mka", "audio/x-matroska"},
    {"mkv", "video/x-matroska"},
    {"mov", "video/quicktime"},
    {"mp2", "audio/mpeg"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"mpd", "application/dash+xml"},
    {"mpeg", "video/mpeg"},
    {"mpg", "video/mpeg"},
    {"mts", "video/mp2t"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"ogx", "application/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"rar", "application/vnd.rar"},
    {"rss", "application/rss+xml"},
    {"rtf", "application/rtf"},
    {"srt", "application/x-subrip"},
    {"ssa", "text/x-ssa; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"ts", "video/mp2t"},
    {"ttc", "font/collection"},
    {"ttf", "font/ttf"},
    {"ttml", "application/ttml+xml"},
    {"txt", "text/plain; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"wma", "audio/x-ms-wma"},
    {"wmv", "video/x-ms-wmv"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xml", "application/xml"},
    {"xz", "application/x-xz"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"zip", "application/zip"},
    {"zst", "application/zstd"},
};

constexpr bool precedes(const MediaType& a, const MediaType& b) {
  return a.extension < b.extension;
}

static_assert(std::adjacent_find(std::begin(kMediaTypes), std::end(kMediaTypes),
                                 [](const auto& a, const auto& b) { return !precedes(a, b); }) ==
                  std::end(kMediaTypes),
              "the binary search needs extensions in order, each once");

constexpr std::size_t kLongestExtension =
    std::max_element(std::begin(kMediaTypes), std::end(kMediaTypes),
                     [](const auto& a, const auto& b) {
                       return a.extension.size() < b.extension.size();
                     }) -> extension.size();

}  // namespace

std::string_view extension_of(std::string_view file_name) {
  const auto mark = file_name.find_last_of("./");
  if (mark == std::string_view::npos || file_name[mark] == '/') return {};
  return file_name.substr(mark + 1);
}

std::string_view media_type_of(std::string_view file_name) {
  const auto extension = extension_of(file_name);
  if (extension.size() > kLongestExtension) return kUnknown;
  std::array<char, kLongestExtension> lower{};
  std::transform(extension.begin(), extension.end(), lower.begin(), to_lower);
  const MediaType wanted{{lower.data(), extension.size()}, {}};
  const auto found =
      std::lower_bound(std::begin(kMediaTypes), std::end(kMediaTypes), wanted, precedes);
  const bool known = found != std::end(kMediaTypes) && found->extension == wanted.extension;
  return known ? found->value : kUnknown;
}

std::string_view essence_of(std::string_view media_type) {
  return trim_whitespace(media_type.substr(0, media_type.find(';')));
}

bool is_text(std::string_view media_type) {
  constexpr std::string_view kTexts[] = {
      "application/javascript", "application/json", "application/rtf",
      "application/x-subrip",   "application/xml",  "application/yaml",
  };
  const auto essence = essence_of(media_type);
  if (essence.starts_with("text/")) return true;
  if (!essence.starts_with("application/")) return false;
  return essence.ends_with("+json") || essence.ends_with("+xml") ||
         std::find(std::begin(kTexts), std::end(kTexts), essence) != std::end(kTexts);
}

bool is_playable(std::string_view media_type) {
  if (media_type.starts_with("video/")) return true;
  return media_type.starts_with("audio/") && media_type != "audio/mpegurl" &&
         media_type != "audio/midi";
}

}  // namespace ranged::http
