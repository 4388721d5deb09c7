#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/representation.hpp"
#include "ranged/http/byte_range.hpp"
#include "ranged/plan/response_plan.hpp"

// Several ranges in one answer (RFC 9110, sections 14.6 and 15.3.7.2).

namespace ranged::plan {

/// A gap up to this size is sent rather than skipped: a part of its own would cost about as much.
inline constexpr std::uint64_t kCoalescedGap = 128;

/// The ranges with overlapping and nearly adjacent ones united, each where its first member was
/// asked for. Every octet is in at most one of them.
std::vector<http::ByteRange> coalesce(const std::vector<http::ByteRange>& ranges);

/// The first ranges that together carry at most `octets`, the last of them cut. Requires octets >
/// 0.
std::vector<http::ByteRange> take_octets(std::vector<http::ByteRange> ranges, std::uint64_t octets);

/// The first of `ranges`, which do not overlap, and as many of the others as can be read in `most`
/// units of kReadingUnit together: no set of small ranges costs more than a part would.
std::vector<http::ByteRange> take_units(std::vector<http::ByteRange> ranges, std::uint64_t most);

/// 128 bits spelled in hexadecimal, made of the entity tag: the same on every replica, and as
/// unlikely to stand in the content as any other 128 bits.
std::string boundary_of(std::string_view entity_tag);

/// text, range, text, range, ..., text. Requires at least two ranges.
std::vector<Segment> multipart_body(const std::vector<http::ByteRange>& ranges,
                                    const content::Representation& selected,
                                    std::string_view boundary);

}  // namespace ranged::plan
