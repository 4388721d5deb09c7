#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ranged/content/content_index.hpp"

// What people call a name in a folder.

namespace ranged::site {

enum class Kind : std::uint8_t {
  folder,
  video,
  audio,
  image,
  subtitles,
  text,  ///< documents, too
  archive,
  other,
};

/// `type` is the media type of a file.
Kind kind_of(content::EntryKind kind, std::string_view type);

/// As a class of the style sheets: "video".
std::string_view word_of(Kind kind);

/// "MP4 video", "Folder", "BIN file", "File": the extension of `name`, if it is short, and the
/// kind.
std::string describe(Kind kind, std::string_view name);

/// What stands in front of the last dot and behind it, if neither is empty; else all of `name` and
/// nothing.
struct NameParts {
  std::string_view stem;
  std::string_view extension;
};
NameParts parts_of(std::string_view name);

}  // namespace ranged::site
