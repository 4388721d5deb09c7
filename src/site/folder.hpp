#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/content_index.hpp"
#include "ranged/plan/policy.hpp"
#include "site/kind.hpp"
#include "site/listing_query.hpp"
#include "site/siblings.hpp"

// One page of a folder, as it is listed: which names, in which order, and what is said of each. How
// that is spelled is not known here.

namespace ranged::site {

struct Item {
  content::Entry entry;
  std::string_view name;
  Kind kind = Kind::other;
  std::size_t names = 0;                 ///< directly in a folder; 0 if it is not listed
  std::optional<content::Entry> poster;  ///< of something that plays
  std::vector<Track> tracks;             ///< likewise
};

struct Folder {
  std::string_view path;
  std::vector<Item> items;   ///< of this page; folders first
  std::size_t folders = 0;   ///< in all, as are the next three
  std::size_t files = 0;     ///< with what is shown with others
  std::uint64_t octets = 0;  ///< of the files
  std::size_t sidecars = 0;  ///< files that are shown with others
  std::size_t names = 0;     ///< that could stand on a page
  std::size_t found = 0;     ///< of these, what the filter has left
  std::size_t first = 0;     ///< of what was found, the first of this page
  std::size_t pages = 1;
  std::size_t page = 1;    ///< the last one if a later one was asked for
  bool has_media = false;  ///< something plays, on this page or another
};

/// `names_of_page` names at most. Views into index and path.
Folder list_folder(const content::ContentIndex& index, const plan::Policy& policy,
                   std::string_view path, const ListingQuery& query, std::size_t names_of_page);

/// The names of what plays in a folder, in the order of listings; views into the index.
std::vector<std::string_view> media_of(const Siblings& siblings);

}  // namespace ranged::site
