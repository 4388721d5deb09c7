#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// The request target in its three stages (RFC 9112, section 3.2; RFC 9110, section 4.2.3; RFC
// 3986): octets as received, their form, and the path that names something. Pure text.

namespace ranged::http {

enum class TargetForm : std::uint8_t { origin, absolute, authority, asterisk };

/// The pieces of a request target, as received. Views into it.
struct RequestTarget {
  TargetForm form = TargetForm::origin;
  std::string_view authority;  ///< of the absolute and the authority form
  std::string_view path;       ///< still encoded; begins with '/' in origin and absolute form
  std::string_view query;      ///< with its '?'; empty if there is none
  bool is_https = false;       ///< the absolute form of an "https" resource
};

/// nullopt if it has none of the four forms, or an octet that must not stand in a target: a control
/// character, SP, DEL, anything not ASCII, or a fragment. An absolute form must be "http" or
/// "https" and name a host; its path is "/" if it has none. An authority form must have host and
/// port.
std::optional<RequestTarget> parse_request_target(std::string_view octets);

/// Whether this may be the value of Host, or an authority: a reg-name, IPv4 or [IPv6] address with
/// an optional port, which may be empty and is at most 65535. May be empty, as Host may; but no
/// port without a host, and no user information.
bool is_valid_authority(std::string_view text);

/// A path as the index spells it, and nothing else: segments joined by '/', none of them empty, "."
/// or "..", no NUL; not encoded; the root is "". Can only be made by normalize().
class NormalizedPath {
 public:
  /// Decodes `encoded` once, merges slashes and removes dot segments. nullopt for an invalid
  /// percent sequence, a NUL, or a path that climbs above the root.
  static std::optional<NormalizedPath> normalize(std::string_view encoded);

  const std::string& text() const { return text_; }

  /// Whether the path as requested ended like a folder's: in '/', "/." or "/..".
  bool names_folder() const { return names_folder_; }

  /// Whether this path is `folder` or lies below it; everything is below the root.
  bool is_at_or_below(const NormalizedPath& folder) const;

  /// "/a%20b": fit for Location. A name cannot become a host: there is one slash in front.
  std::string encoded() const;

 private:
  NormalizedPath(std::string text, bool names_folder)
      : text_(std::move(text)), names_folder_(names_folder) {}

  std::string text_;
  bool names_folder_ = false;
};

/// The same question for a path that is known to be normalized: both without a slash in front.
bool is_at_or_below(std::string_view path, std::string_view folder);

/// Of such a path: "a.mp4" and "clips" of "clips/a.mp4". What stands in the root has "" for parent.
std::string_view last_segment(std::string_view path);
std::string_view parent_of(std::string_view path);

}  // namespace ranged::http
