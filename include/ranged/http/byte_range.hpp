#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Range requests: the grammar of Range, what makes a range satisfiable, and the spelling of
// Content-Range (RFC 9110, section 14). Pure text and arithmetic: nothing here knows of files,
// sockets or the most that one part may carry.

namespace ranged::http {

/// "first-pos - last-pos"; without last_pos it runs to the end.
struct IntRange {
  std::uint64_t first_pos = 0;
  std::optional<std::uint64_t> last_pos;
};

/// "-suffix-length": the last octets of the representation.
struct SuffixRange {
  std::uint64_t suffix_length = 0;
};

using RangeSet = std::vector<std::variant<IntRange, SuffixRange>>;

/// A run of octets that exists: never empty, never past the end.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  std::uint64_t last_pos() const { return offset + length - 1; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Of more range-specs than this the first ones are answered: many small ranges are the mark of an
/// attack (section 14.2), and to ignore the field would reward it with the whole file. A 206 says
/// itself what it carries.
inline constexpr std::size_t kMaxRangeSpecs = 16;

/// Parses a Range field value. nullopt means "answer as if it were not honoured": another unit, a
/// syntax error, or a last-pos before its first-pos, in any spec. Numbers too large for 64 bits
/// saturate, which cannot change the outcome.
std::optional<RangeSet> parse_range(std::string_view field_value);

/// The ranges of `set` that exist in `complete_length` octets, in the order requested. Empty means
/// unsatisfiable (416).
std::vector<ByteRange> satisfy(const RangeSet& set, std::uint64_t complete_length);

/// "bytes 0-499/1234"
std::string content_range(const ByteRange& range, std::uint64_t complete_length);

/// "bytes */1234", the form that goes with 416.
std::string unsatisfied_content_range(std::uint64_t complete_length);

}  // namespace ranged::http
