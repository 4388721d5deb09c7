#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/content_index.hpp"
#include "ranged/plan/policy.hpp"

// What may be seen of one folder, and which of it goes with which: film.jpg and film.en.vtt go with
// film.mp4.

namespace ranged::site {

struct Sibling {
  content::Entry entry;
  std::string_view name;  ///< the last segment of its path; a view into the index
};

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

  /// In the order of the octets of their names, and nothing that is denied.
  const std::vector<Sibling>& all() const { return all_; }

  /// film.jpg, .jpeg, .png or .webp, the first that is there.
  std::optional<content::Entry> poster_of(std::string_view name) const;

  /// film.vtt first, then film.LANGUAGE.vtt in the order of their names.
  std::vector<Track> tracks_of(std::string_view name) const;

  /// Whether it is the poster or the subtitles of something that plays, which shows it.
  bool is_sidecar(const Sibling& sibling) const;

 private:
  const Sibling* find(std::string_view name) const;
  bool has_media(std::string_view stem) const;

  std::vector<Sibling> all_;
  std::vector<std::string_view> media_;  // the stems of what plays, in order
};

}  // namespace ranged::site
