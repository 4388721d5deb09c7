#include <algorithm>

#include "ranged/http/grammar.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::http {

namespace {

constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// nullopt for an invalid percent sequence or a NUL, encoded or not.
std::optional<std::string> decode(std::string_view encoded) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    char octet = encoded[i];
    if (octet == '%') {
      if (encoded.size() - i < 3) return std::nullopt;
      const int high = hex_value(encoded[i + 1]);
      const int low = hex_value(encoded[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      octet = static_cast<char>(high * 16 + low);
      i += 2;
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

/// What a path segment may hold as itself: unreserved and sub-delims (RFC 3986, section 3.3), but
/// for the apostrophe, which would end an attribute if the path is put into a page.
constexpr bool is_plain(char c) {
  return is_digit(c) || is_alpha(c) ||
         std::string_view("-._~!$&()*+,;=").find(c) != std::string_view::npos;
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
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string text = "/";
  for (const char c : text_) {
    if (c == '/' || is_plain(c)) {
      text += c;
    } else {
      const auto octet = static_cast<unsigned char>(c);
      text += {'%', kHex[octet / 16U], kHex[octet % 16U]};
    }
  }
  return text;
}

bool is_at_or_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return true;
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || path[folder.size()] == '/';
}

}  // namespace ranged::http
