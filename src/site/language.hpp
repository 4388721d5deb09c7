#pragma once

#include <optional>
#include <string>
#include <string_view>

// The languages that names of subtitles speak of.

namespace ranged::site {

/// What stands between a film's name and ".vtt": "pt-BR", or "en.forced".
struct Language {
  std::string_view tag;   ///< "en"
  std::string_view note;  ///< "forced"; may be empty
};

/// nullopt if it does not begin like a language tag: two or three letters, and subtags (RFC 5646).
std::optional<Language> parse_language(std::string_view text);

/// As its speakers call it, if we know: "Deutsch"; else the tag. With the note in parentheses.
std::string label_of(const Language& language);

}  // namespace ranged::site
