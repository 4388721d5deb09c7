#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ranged/plan/policy.hpp"

// Policies that make sense as a whole, by name.

namespace ranged::plan {

struct Profile {
  std::string_view name;
  Cap cap;
  NoRange no_range;
  std::string_view cap_types;  ///< separated by blanks
  std::string_view suits;      ///< whom
  std::string_view unsuited;   ///< who gets less than he thinks; empty if nobody
};

/// The first is the default.
inline constexpr Profile kProfiles[] = {
    {"streaming", Cap::all, NoRange::part, "*/*", "browsers and players that ask for ranges",
     "curl, wget, downloads, GStreamer, ffmpeg without -reconnect, Varnish and nginx's cache take "
     "the first part of a long file for all of it: --profile player or origin helps, for ffmpeg "
     "--whole-for-agent Lavf/"},
    {"player", Cap::all, NoRange::whole, "video/* audio/*",
     "browsers and players, and downloads of everything",
     "ffmpeg without -reconnect stops at the end of a part: --whole-for-agent Lavf/ helps"},
    {"origin", Cap::open, NoRange::whole, "*/*", "caches, and downloads of everything",
     "ffmpeg without -reconnect stops at the end of a part: --whole-for-agent Lavf/ helps"},
    {"download", Cap::off, NoRange::whole, "*/*", "every client; nothing is cut", ""},
};

const Profile* find_profile(std::string_view name);

/// What the profile says about delivery, in place of what `policy` says.
void apply(const Profile& profile, Policy& policy);

/// The profile that says what `policy` says; null if none does.
const Profile* profile_of(const Policy& policy);

/// "all|open|off" and "part|whole", as the flags spell them.
std::string_view word_of(Cap cap);
std::string_view word_of(NoRange no_range);

/// The flags that `policy` stands for: "--cap all --no-range part --cap-types '*/*'".
std::string flags_of(const Policy& policy);

/// One line for the log: what is in force, whom it suits, and if somebody gets less than he thinks,
/// who, and which flag helps.
std::string explain(const Policy& policy);

}  // namespace ranged::plan
