#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ranged::site {

/// Who wants more of one folder asks for JSON.
inline constexpr std::size_t kMostOfPlaylist = 100'000;

/// The files `names` of `folder` as extended M3U in UTF-8, with addresses on `origin`
/// ("http://example.org"), or without one if it is empty. A line is a line, whatever the names
/// hold.
std::string playlist(std::string_view folder, const std::vector<std::string_view>& names,
                     std::string_view origin);

/// What it is saved as: "Films.m3u8".
std::string playlist_name(std::string_view folder);

}  // namespace ranged::site
