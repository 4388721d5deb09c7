#pragma once

#include <string_view>

// File name -> media type, by extension in any case. One table, in the source.

namespace ranged::http {

/// What stands behind the last dot of the last segment; empty if there is none.
std::string_view extension_of(std::string_view file_name);

/// The value of Content-Type for a file of this name, with charset=utf-8 on text.
/// "application/octet-stream" if the extension is unknown. The result has static storage.
std::string_view media_type_of(std::string_view file_name);

/// A media type without its parameters: "text/css".
std::string_view essence_of(std::string_view media_type);

/// Whether it is text, for people or programs: what compresses well and is no image, sound or film,
/// an SVG included.
bool is_text(std::string_view media_type);

/// Whether it is something that plays: sound or moving pictures, but no list of them, and no notes.
bool is_playable(std::string_view media_type);

}  // namespace ranged::http
