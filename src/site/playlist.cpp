#include "site/playlist.hpp"

#include <algorithm>

#include "ranged/base/utf8.hpp"
#include "ranged/http/percent_encoding.hpp"
#include "site/kind.hpp"
#include "site/page.hpp"

namespace ranged::site {
namespace {

/// A reader may end a line at each of them.
bool ends_line(std::uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
         code_point == 0x2029;
}

bool is_printable(char c) { return c >= 0x20 && c < 0x7F; }

void append_title(std::string& text, std::string_view title) {
  if (std::all_of(title.begin(), title.end(), is_printable)) {
    text += title;
    return;
  }
  const std::string valid = base::to_valid_utf8(title);
  for (std::string_view rest = valid; !rest.empty();) {
    const auto [code_point, length] = base::decode_utf8(rest);
    text += ends_line(code_point) ? std::string_view(" ") : rest.substr(0, length);
    rest.remove_prefix(length);
  }
}

}  // namespace

std::string playlist(std::string_view folder, const std::vector<std::string_view>& names,
                     std::string_view origin) {
  std::string text = "#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:";
  append_title(text, title_of(folder));
  text += '\n';
  std::string above(origin);
  above += '/';
  http::append_encoded_path(above, folder);
  if (!folder.empty()) above += '/';
  const std::size_t count = std::min(names.size(), kMostOfPlaylist);
  std::size_t octets = text.size();
  for (std::size_t i = 0; i < count; ++i) octets += above.size() + 2 * names[i].size() + 16;
  text.reserve(octets);
  for (std::size_t i = 0; i < count; ++i) {
    text += "#EXTINF:-1,";
    append_title(text, parts_of(names[i]).stem);
    text.append("\n").append(above);
    http::append_encoded_path(text, names[i]);
    text += '\n';
  }
  return text;
}

std::string playlist_name(std::string_view folder) {
  return std::string(title_of(folder)).append(".m3u8");
}

}  // namespace ranged::site
