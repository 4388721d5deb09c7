#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/content_index.hpp"
#include "ranged/plan/policy.hpp"

// What may be seen of one folder, and which of it goes with which: film.jpg and film.en.vtt go with
// film.mp4.

namespace ranged::site {

bool plays(const content::FolderEntry& entry);

/// Subtitles of a film, by the name they have behind the film's.
struct Track {
  content::Entry entry;
  std::string language;  ///< as BCP 47 spells it; "und" if the name does not say
  std::string label;     ///< for people: "Deutsch", "English (forced)"
};

class Siblings {
 public:
  /// Index and policy, which is one that follow_denied() returned, must outlive it.
  Siblings(const content::ContentIndex& index, const plan::Policy& policy, std::string_view folder);

  /// In the order of the octets of their names, and nothing that is denied: `number` is less than
  /// size(). Views into the index.
  content::FolderEntry at(std::size_t number) const { return parent_.folder->at(shown_[number]); }
  std::size_t size() const { return shown_.size(); }

  /// The same with its paths.
  content::Entry entry_at(std::size_t number) const {
    return content::entry_in(parent_, shown_[number]);
  }

  std::optional<content::Entry> find_file(std::string_view name) const;

  /// film.jpg, .jpeg, .png or .webp, the first that is there.
  std::optional<content::Entry> poster_of(std::string_view name) const;

  /// film.vtt first, then film.LANGUAGE.vtt in the order of their names.
  std::vector<Track> tracks_of(std::string_view name) const;

  /// Whether it is the poster or the subtitles of something that plays, which shows it.
  bool is_sidecar(const content::FolderEntry& entry) const;

 private:
  std::size_t lower_bound(std::string_view name) const;
  bool has_media(std::string_view stem) const;

  content::Entry parent_;
  std::vector<std::size_t> shown_;       // numbers in the folder, of which there may be many
  bool may_have_sidecars_ = false;       // some name could be a poster's or subtitles'
  std::vector<std::string_view> media_;  // if so, the stems of what plays, in order
};

}  // namespace ranged::site
