#include "plan/multipart.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "ranged/base/fingerprint.hpp"

namespace ranged::plan {

using http::ByteRange;

namespace {

bool is_near(const ByteRange& a, const ByteRange& b) {
  const ByteRange& first = a.offset <= b.offset ? a : b;
  const ByteRange& second = a.offset <= b.offset ? b : a;
  const std::uint64_t first_end = first.offset + first.length;
  return second.offset <= first_end || second.offset - first_end <= kCoalescedGap;
}

ByteRange united(const ByteRange& a, const ByteRange& b) {
  const std::uint64_t offset = std::min(a.offset, b.offset);
  return {offset, std::max(a.offset + a.length, b.offset + b.length) - offset};
}

}  // namespace

std::vector<ByteRange> coalesce(const std::vector<ByteRange>& ranges) {
  std::vector<ByteRange> result;
  for (ByteRange range : ranges) {
    std::size_t place = result.size();
    for (std::size_t i = 0; i < result.size();) {
      if (!is_near(result[i], range)) {
        ++i;
        continue;
      }
      range = united(result[i], range);
      place = std::min(place, i);
      result.erase(result.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;  // having grown, it may touch one that was passed over
    }
    place = std::min(place, result.size());
    result.insert(result.begin() + static_cast<std::ptrdiff_t>(place), range);
  }
  return result;
}

std::vector<ByteRange> take_octets(std::vector<ByteRange> ranges, std::uint64_t octets) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].length >= octets) {
      ranges[i].length = octets;
      ranges.resize(i + 1);
      break;
    }
    octets -= ranges[i].length;
  }
  return ranges;
}

std::vector<ByteRange> take_units(std::vector<ByteRange> ranges, std::uint64_t most) {
  std::set<std::uint64_t> ends;  // a unit that two ranges share is the first or last of both
  std::uint64_t units = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const std::uint64_t first = ranges[i].offset / kReadingUnit;
    const std::uint64_t last = ranges[i].last_pos() / kReadingUnit;
    units += last - first + 1 - ends.count(first);
    if (last != first) units -= ends.count(last);
    if (i > 0 && units > most) {
      ranges.resize(i);
      break;
    }
    ends.insert({first, last});
  }
  return ranges;
}

std::string boundary_of(std::string_view entity_tag) { return base::fingerprint_of(entity_tag); }

std::vector<Segment> multipart_body(const std::vector<ByteRange>& ranges,
                                    const content::Representation& selected,
                                    std::string_view boundary) {
  std::vector<Segment> body;
  std::string text;
  for (const ByteRange& range : ranges) {
    text.append("--").append(boundary).append("\r\nContent-Type: ").append(selected.media_type);
    // Of the parts, not of what they are in.
    if (!selected.content_coding.empty()) {
      text.append("\r\nContent-Encoding: ").append(selected.content_coding);
    }
    text.append("\r\nContent-Range: ").append(http::content_range(range, selected.length));
    text += "\r\n\r\n";
    body.emplace_back(std::move(text));
    body.emplace_back(range);
    text = "\r\n";
  }
  text.append("--").append(boundary).append("--\r\n");
  body.emplace_back(std::move(text));
  return body;
}

}  // namespace ranged::plan
