#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/siblings.hpp"

namespace ranged::site {

/// What the page of one film or piece of music shows.
struct Player {
  content::Entry entry;
  std::optional<content::Entry> poster;
  std::vector<Track> tracks;
  std::optional<content::Entry> previous;  ///< that plays, in the same folder
  std::optional<content::Entry> next;
};

/// `entry` must be a file that plays. Nothing is said of its neighbours if the folder is not
/// listed.
Player make_player(const content::ContentIndex& index, const plan::Policy& policy,
                   const content::Entry& entry);

/// Complete HTML, which needs no script to play, to show subtitles and to go on to the next.
std::string player_page(const Player& player);

}  // namespace ranged::site
