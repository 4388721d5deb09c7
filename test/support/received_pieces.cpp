#include "support/received_pieces.hpp"

#include <charconv>
#include <string>
#include <string_view>

namespace ranged::test {
namespace {

bool take(std::string_view& text, std::string_view literal) {
  if (!text.starts_with(literal)) return false;
  text.remove_prefix(literal.size());
  return true;
}

std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};

std::optional<ContentRange> parse_content_range(std::string_view text) {
  if (!take(text, "bytes ")) return std::nullopt;
  const auto first = take_number(text);
  if (!first || !take(text, "-")) return std::nullopt;
  const auto last = take_number(text);
  if (!last || !take(text, "/")) return std::nullopt;
  const auto complete = take_number(text);
  if (!complete || !text.empty() || *first > *last || *last >= *complete) return std::nullopt;
  return ContentRange{*first, *last - *first + 1};
}

std::optional<std::vector<Piece>> parts_in(std::string_view body, const std::string& boundary) {
  constexpr std::string_view kField = "\r\nContent-Range: ";
  const std::string delimiter = "--" + boundary;
  std::vector<Piece> pieces;
  if (!take(body, delimiter)) return std::nullopt;
  while (!take(body, "--\r\n")) {
    const auto head_end = body.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    const auto field = body.find(kField);
    if (field > head_end) return std::nullopt;
    const auto begin = field + kField.size();
    const auto range = parse_content_range(body.substr(begin, head_end - begin));
    body.remove_prefix(head_end + 4);
    if (!range || body.size() < range->length) return std::nullopt;
    pieces.push_back({range->first, body.substr(0, range->length)});
    body.remove_prefix(range->length);
    if (!take(body, "\r\n" + delimiter)) return std::nullopt;
  }
  if (!body.empty() || pieces.size() < 2) return std::nullopt;
  return pieces;
}

}  // namespace

std::optional<std::vector<Piece>> pieces_in(const Response& response) {
  if (response.status == 200) return std::vector<Piece>{{0, response.body}};
  if (response.status != 206) return std::nullopt;
  const std::string type = response.field("Content-Type");
  std::string_view rest = type;
  if (take(rest, "multipart/byteranges; boundary=")) {
    return parts_in(response.body, std::string(rest));
  }
  const auto range = parse_content_range(response.field("Content-Range"));
  if (!range || range->length != response.body.size()) return std::nullopt;
  return std::vector<Piece>{{range->first, response.body}};
}

}  // namespace ranged::test
