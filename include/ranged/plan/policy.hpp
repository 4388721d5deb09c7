#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ranged/http/message.hpp"
#include "ranged/http/request_target.hpp"

// What the operator decided about delivery. Data only; the router and the plan apply it.

namespace ranged::plan {

inline constexpr std::uint64_t kDefaultPartSize = 5 * 1024 * 1024;

/// What is read of a file at a time, whatever is wanted of it.
inline constexpr std::uint64_t kReadingUnit = 256 * 1024;

/// Which ranges are cut to the part size.
enum class Cap : std::uint8_t {
  all,
  open,  ///< those without a last position: "bytes=500-"
  off,   ///< none
};

/// What a GET without Range gets of a file that is longer than a part.
enum class NoRange : std::uint8_t {
  part,   ///< the first part, as 206
  whole,  ///< all of it, as 200
};

/// What is said to caches about some files.
struct CachingRule {
  /// Of the path with a slash in front if it begins with one, "/clips/*"; else, in lower case, of
  /// the media type without parameters, "video/*".
  std::string glob;
  http::FieldList field;  ///< Cache-Control
};

struct Policy {
  /// The most octets one 206 carries if it is cut. A longer range is then answered with its head,
  /// which a 206 may do as it describes itself (RFC 9110, section 15.3.7).
  std::uint64_t part_size = kDefaultPartSize;

  Cap cap = Cap::all;
  NoRange no_range = NoRange::part;

  /// Globs, in lower case, of the media types that both are about, without parameters; what is of
  /// another type is sent as it was asked for.
  std::vector<std::string> cap_types = {"*/*"};

  /// A User-Agent that begins with one of these is sent what it asks for.
  std::vector<std::string> whole_for_agents;

  /// Of those that match a file, the first counts.
  std::vector<CachingRule> caching;

  /// Origins as http::is_origin() has them whose pages may read the answers; "*" is every page.
  std::vector<std::string> readers;

  /// What the operator wants to be said in every answer.
  http::FieldList fields;

  /// Text is sent as its sibling name.br or name.gz to who accepts that.
  bool precompressed = false;

  /// 403 at and below these folders, as requested and as resolved.
  std::vector<http::NormalizedPath> denied;

  /// Folders without an index.html are listed, and media have a page to play them on.
  bool listing = false;
};

}  // namespace ranged::plan
