#include "ranged/plan/profile.hpp"

#include <algorithm>

namespace ranged::plan {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

const Profile* find_profile(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kProfiles), std::end(kProfiles),
                                         [&](const auto& known) { return known.name == name; });
  return found == std::end(kProfiles) ? nullptr : found;
}

void apply(const Profile& profile, Policy& policy) {
  policy.cap = profile.cap;
  policy.no_range = profile.no_range;
  policy.cap_types = words_of(profile.cap_types);
}

const Profile* profile_of(const Policy& policy) {
  if (!policy.whole_for_agents.empty()) return nullptr;
  const auto* const found =
      std::find_if(std::begin(kProfiles), std::end(kProfiles), [&](const auto& known) {
        return known.cap == policy.cap && known.no_range == policy.no_range &&
               words_of(known.cap_types) == policy.cap_types;
      });
  return found == std::end(kProfiles) ? nullptr : found;
}

std::string_view word_of(Cap cap) {
  switch (cap) {
    case Cap::all:
      return "all";
    case Cap::open:
      return "open";
    case Cap::off:
      break;
  }
  return "off";
}

std::string_view word_of(NoRange no_range) { return no_range == NoRange::part ? "part" : "whole"; }

std::string flags_of(const Policy& policy) {
  std::string flags("--cap ");
  flags.append(word_of(policy.cap)).append(" --no-range ").append(word_of(policy.no_range));
  const auto add = [&flags](std::string_view flag, const std::vector<std::string>& values) {
    for (const auto& value : values) flags.append(flag).append(value).append("'");
  };
  add(" --cap-types '", policy.cap_types);
  add(" --whole-for-agent '", policy.whole_for_agents);
  return flags;
}

std::string explain(const Policy& policy) {
  const Profile* const profile = profile_of(policy);
  if (!profile) return "delivery as told: " + flags_of(policy);
  std::string line("delivery for ");
  line.append(profile->suits).append(" (--profile ").append(profile->name).append(")");
  if (!profile->unsuited.empty()) line.append("; ").append(profile->unsuited);
  return line;
}

}  // namespace ranged::plan
