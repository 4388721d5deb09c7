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

bool is_file(const content::FolderEntry& entry) { return entry.kind == content::EntryKind::file; }

bool is_of_poster(std::string_view extension) {
  return std::find(std::begin(kPosters), std::end(kPosters), extension) != std::end(kPosters);
}

bool is_of_sidecar(std::string_view extension) {
  return extension == kTracks || is_of_poster(extension);
}

std::string with_dot(std::string_view stem) { return std::string(stem) += '.'; }

}  // namespace

bool plays(const content::FolderEntry& entry) {
  return is_file(entry) && http::is_playable(entry.media_type);
}

Siblings::Siblings(const content::ContentIndex& index, const plan::Policy& policy,
                   std::string_view folder) {
  auto parent = index.find(folder);
  if (!parent || !parent->folder) return;
  parent_ = std::move(*parent);
  const content::Folder& names = *parent_.folder;
  shown_.reserve(names.size());
  for (std::size_t number = 0; number < names.size(); ++number) {
    if (plan::is_denied(parent_, number, policy)) continue;
    shown_.push_back(number);
    const auto extension = parts_of(names.at(number).name).extension;
    may_have_sidecars_ = may_have_sidecars_ || is_of_sidecar(extension);
  }
  if (!may_have_sidecars_) return;
  for (const std::size_t number : shown_) {
    const auto entry = names.at(number);
    if (plays(entry)) media_.push_back(parts_of(entry.name).stem);
  }
  std::sort(media_.begin(), media_.end());
}

std::optional<content::Entry> Siblings::poster_of(std::string_view name) const {
  if (!may_have_sidecars_) return std::nullopt;
  const std::string stem = with_dot(parts_of(name).stem);
  for (const auto extension : kPosters) {
    if (auto poster = find_file(stem + std::string(extension))) return poster;
  }
  return std::nullopt;
}

std::vector<Track> Siblings::tracks_of(std::string_view name) const {
  const std::string stem = with_dot(parts_of(name).stem);
  std::vector<Track> tracks;
  if (!may_have_sidecars_) return tracks;
  if (auto plain = find_file(stem + std::string(kTracks))) {
    tracks.push_back({std::move(*plain), "und", "Subtitles"});
  }
  for (std::size_t i = lower_bound(stem); i < size() && tracks.size() < kMostTracks; ++i) {
    const auto other = at(i);
    if (!other.name.starts_with(stem)) break;
    const auto [rest, extension] = parts_of(other.name.substr(stem.size()));
    if (extension != kTracks || !is_file(other)) continue;
    const auto language = parse_language(rest);
    if (language) tracks.push_back({entry_at(i), std::string(language->tag), label_of(*language)});
  }
  return tracks;
}

bool Siblings::is_sidecar(const content::FolderEntry& entry) const {
  const auto [stem, extension] = parts_of(entry.name);
  if (!is_file(entry) || !is_of_sidecar(extension)) return false;
  if (has_media(stem)) return true;
  if (extension != kTracks) return false;
  for (auto dot = stem.find('.'); dot != std::string_view::npos; dot = stem.find('.', dot + 1)) {
    if (has_media(stem.substr(0, dot)) && parse_language(stem.substr(dot + 1))) return true;
  }
  return false;
}

/// The first that does not come before `name`.
std::size_t Siblings::lower_bound(std::string_view name) const {
  const auto found = std::lower_bound(shown_.begin(), shown_.end(), name,
                                      [this](std::size_t number, std::string_view wanted) {
                                        return parent_.folder->at(number).name < wanted;
                                      });
  return static_cast<std::size_t>(found - shown_.begin());
}

std::optional<content::Entry> Siblings::find_file(std::string_view name) const {
  const std::size_t number = lower_bound(name);
  if (number == size() || at(number).name != name || !is_file(at(number))) return std::nullopt;
  return entry_at(number);
}

bool Siblings::has_media(std::string_view stem) const {
  return std::binary_search(media_.begin(), media_.end(), stem);
}

}  // namespace ranged::site
