#include "site/siblings.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "ranged/http/media_type.hpp"
#include "ranged/plan/router.hpp"
#include "site/kind.hpp"
#include "site/language.hpp"

namespace ranged::site {
namespace {

constexpr std::string_view kPosters[] = {"jpg", "jpeg", "png", "webp"};
constexpr std::string_view kTracks = "vtt";  // what browsers read

/// Nobody has so many subtitles; whoever has does not want a menu of them.
constexpr std::size_t kMostTracks = 64;

bool is_file(const content::Entry& entry) { return entry.kind == content::EntryKind::file; }

bool precedes(const Sibling& sibling, std::string_view name) { return sibling.name < name; }

std::string with_dot(std::string_view stem) { return std::string(stem) += '.'; }

}  // namespace

Siblings::Siblings(const content::ContentIndex& index, const plan::Policy& policy,
                   std::string_view folder) {
  const auto parent = index.find(folder);
  if (!parent || !parent->folder) return;
  const content::Folder& names = *parent->folder;
  all_.reserve(names.size());
  for (std::size_t number = 0; number < names.size(); ++number) {
    content::Entry entry = content::entry_in(*parent, number);
    if (plan::is_denied(entry, policy)) continue;
    const auto name = names.at(number).name;
    if (is_file(entry) && http::is_playable(entry.media_type)) {
      media_.push_back(parts_of(name).stem);
    }
    all_.push_back({std::move(entry), name});
  }
  std::sort(media_.begin(), media_.end());
}

std::optional<content::Entry> Siblings::poster_of(std::string_view name) const {
  const std::string stem = with_dot(parts_of(name).stem);
  for (const auto extension : kPosters) {
    const Sibling* const poster = find(stem + std::string(extension));
    if (poster && is_file(poster->entry)) return poster->entry;
  }
  return std::nullopt;
}

std::vector<Track> Siblings::tracks_of(std::string_view name) const {
  const std::string stem = with_dot(parts_of(name).stem);
  std::vector<Track> tracks;
  const Sibling* const plain = find(stem + std::string(kTracks));
  if (plain && is_file(plain->entry)) tracks.push_back({plain->entry, "und", "Subtitles"});
  for (auto other = std::lower_bound(all_.begin(), all_.end(), stem, precedes);
       other != all_.end() && other->name.starts_with(stem) && tracks.size() < kMostTracks;
       ++other) {
    const auto [rest, extension] = parts_of(other->name.substr(stem.size()));
    if (extension != kTracks || !is_file(other->entry)) continue;
    const auto language = parse_language(rest);
    if (language) tracks.push_back({other->entry, std::string(language->tag), label_of(*language)});
  }
  return tracks;
}

bool Siblings::is_sidecar(const Sibling& sibling) const {
  if (!is_file(sibling.entry)) return false;
  const auto [stem, extension] = parts_of(sibling.name);
  const bool is_track = extension == kTracks;
  const bool is_poster =
      std::find(std::begin(kPosters), std::end(kPosters), extension) != std::end(kPosters);
  if (!is_track && !is_poster) return false;
  if (has_media(stem)) return true;
  if (!is_track) return false;
  for (auto dot = stem.find('.'); dot != std::string_view::npos; dot = stem.find('.', dot + 1)) {
    if (has_media(stem.substr(0, dot)) && parse_language(stem.substr(dot + 1))) return true;
  }
  return false;
}

const Sibling* Siblings::find(std::string_view name) const {
  const auto found = std::lower_bound(all_.begin(), all_.end(), name, precedes);
  return found != all_.end() && found->name == name ? &*found : nullptr;
}

bool Siblings::has_media(std::string_view stem) const {
  return std::binary_search(media_.begin(), media_.end(), stem);
}

}  // namespace ranged::site
