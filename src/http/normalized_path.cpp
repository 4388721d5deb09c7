#include <algorithm>

#include "ranged/http/percent_encoding.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::http {

namespace {

/// nullopt for an invalid percent sequence or a NUL, encoded or not.
std::optional<std::string> decode(std::string_view encoded) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    char octet = encoded[i];
    if (octet == '%') {
      const auto decoded = decode_front(encoded.substr(i));
      if (!decoded) return std::nullopt;
      octet = *decoded;
      i += kPercentSequence - 1;
    }
    if (octet == '\0') return std::nullopt;
    text += octet;
  }
  return text;
}

/// False if `path` is the root already.
bool remove_last_segment(std::string& path) {
  if (path.empty()) return false;
  const auto slash = path.rfind('/');
  path.erase(slash == std::string::npos ? 0 : slash);
  return true;
}

}  // namespace

std::optional<NormalizedPath> NormalizedPath::normalize(std::string_view encoded) {
  const auto decoded = decode(encoded);  // first, so that no rule below can be dodged by encoding
  if (!decoded) return std::nullopt;
  std::string path;
  std::string_view rest = *decoded;
  for (;;) {
    const auto slash = rest.find('/');
    const auto segment = rest.substr(0, slash);
    const bool stays = segment.empty() || segment == ".";
    const bool climbs = segment == "..";
    if (climbs) {
      if (!remove_last_segment(path)) return std::nullopt;
    } else if (!stays) {
      if (!path.empty()) path += '/';
      path += segment;
    }
    if (slash == std::string_view::npos) return NormalizedPath(std::move(path), stays || climbs);
    rest.remove_prefix(slash + 1);
  }
}

bool NormalizedPath::is_at_or_below(const NormalizedPath& folder) const {
  return http::is_at_or_below(text_, folder.text_);
}

std::string NormalizedPath::encoded() const {
  std::string text = "/";
  append_encoded_path(text, text_);
  return text;
}

bool is_at_or_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return true;
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || path[folder.size()] == '/';
}

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace ranged::http
