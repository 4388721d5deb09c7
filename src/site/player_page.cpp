#include "site/player_page.hpp"

#include <algorithm>

#include "ranged/base/quantity.hpp"
#include "ranged/http/request_target.hpp"
#include "ranged/plan/router.hpp"
#include "site/folder.hpp"
#include "site/kind.hpp"
#include "site/page.hpp"

namespace ranged::site {
namespace {

void append_tracks(Markup& page, const std::vector<Track>& tracks) {
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    page.raw("<track kind=\"subtitles\" src=\"").file_address(tracks[i].entry.path);
    page.raw("\" srclang=\"").text(tracks[i].language).raw("\" label=\"").text(tracks[i].label);
    page.raw(i == 0 ? "\" default>" : "\">");
  }
}

void append_media(Markup& page, const Player& player) {
  const bool is_video = kind_of(player.entry.kind, player.entry.media_type) == Kind::video;
  page.raw(is_video ? "<div class=\"stage video\">" : "<div class=\"stage audio\">");
  if (!is_video) {
    page.raw("<div class=\"cover\">");
    if (player.poster) {
      page.raw("<img src=\"").file_address(player.poster->path).raw("\" alt=\"\">");
    } else {
      page.raw("<i class=\"icon audio\"></i>");
    }
    page.raw("</div>");
  }
  page.raw(is_video ? "<video" : "<audio").raw(" id=\"media\" controls preload=\"metadata\"");
  if (is_video) page.raw(" playsinline");
  if (is_video && player.poster) {
    page.raw(" poster=\"").file_address(player.poster->path).raw("\"");
  }
  page.raw(" aria-label=\"").text(http::last_segment(player.entry.path)).raw("\" src=\"");
  page.file_address(player.entry.path).raw("\">");
  append_tracks(page, player.tracks);
  page.raw(is_video ? "</video></div>\n" : "</audio></div>\n");
}

void append_about(Markup& page, const Player& player) {
  const auto name = http::last_segment(player.entry.path);
  page.raw("<div class=\"heading\"><div><h1>");
  append_name(page, name);
  page.raw("</h1><p class=\"summary\">")
      .text(describe(kind_of(player.entry.kind, player.entry.media_type), name))
      .raw(", ");
  page.raw(base::readable_byte_size(player.entry.length)).raw(", ");
  append_time(page, player.entry.modified);
  page.raw("</p></div><p class=\"actions\"><a class=\"button\" href=\"");
  page.file_address(player.entry.path).raw("\"><i class=\"icon file\"></i>Open file</a>");
  page.raw("<a class=\"button\" href=\"").file_address(player.entry.path);
  page.raw("?download\"><i class=\"icon download\"></i>Download</a></p></div>\n");
}

void append_neighbour(Markup& page, const std::optional<content::Entry>& entry,
                      std::string_view rel, std::string_view label) {
  if (!entry) return;
  page.raw("<a rel=\"").raw(rel).raw("\" href=\"").file_address(entry->path).raw("?play\"><span>");
  page.raw(label).raw("</span>");
  append_name(page, http::last_segment(entry->path));
  page.raw("</a>");
}

void append_neighbours(Markup& page, const Player& player) {
  if (!player.previous && !player.next) return;
  page.raw("<nav class=\"neighbours\" aria-label=\"In this folder\">");
  append_neighbour(page, player.previous, "prev", "Previous");
  append_neighbour(page, player.next, "next", "Next");
  page.raw("</nav>\n");
}

/// What the script does; without it the browser's own controls have keys of their own.
void append_keys(Markup& page) {
  page.raw(
      "<details class=\"keys\" hidden><summary>Keys</summary><dl>"
      "<div><dt><kbd>Space</kbd> <kbd>K</kbd></dt><dd>play, pause</dd></div>"
      "<div><dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>5 seconds back, forward</dd></div>"
      "<div><dt><kbd>J</kbd> <kbd>L</kbd></dt><dd>10 seconds back, forward</dd></div>"
      "<div><dt><kbd>↑</kbd> <kbd>↓</kbd></dt><dd>louder, quieter</dd></div>"
      "<div><dt><kbd>M</kbd></dt><dd>sound off, on</dd></div>"
      "<div><dt><kbd>F</kbd></dt><dd>full screen</dd></div>"
      "<div><dt><kbd>C</kbd></dt><dd>subtitles</dd></div>"
      "<div><dt><kbd>P</kbd> <kbd>N</kbd></dt><dd>previous, next</dd></div>"
      "</dl></details>\n");
}

}  // namespace

Player make_player(const content::ContentIndex& index, const plan::Policy& policy,
                   const content::Entry& entry) {
  const auto folder = http::parent_of(entry.path);
  const auto name = http::last_segment(entry.path);
  const Siblings siblings(index, policy, folder);
  Player player{entry, siblings.poster_of(name), siblings.tracks_of(name), {}, {}};
  if (!plan::is_listed(folder, index)) return player;
  const auto media = media_of(siblings);
  const auto here = std::find(media.begin(), media.end(), name);
  if (here == media.end()) return player;
  if (here != media.begin()) player.previous = siblings.find_file(*std::prev(here));
  if (here + 1 != media.end()) player.next = siblings.find_file(*std::next(here));
  return player;
}

std::string player_page(const Player& player) {
  Markup page;
  begin_page(page, parts_of(http::last_segment(player.entry.path)).stem, player.entry.path,
             "player");
  append_media(page, player);
  page.raw("<p id=\"notice\" role=\"status\"></p>\n");
  append_about(page, player);
  append_neighbours(page, player);
  append_keys(page);
  end_page(page);
  return page.take();
}

}  // namespace ranged::site
