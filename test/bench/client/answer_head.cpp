#include "bench/client/answer_head.hpp"

#include <algorithm>
#include <charconv>

namespace ranged::bench {
namespace {

constexpr std::string_view kVersion = "HTTP/1.1 ";
constexpr std::string_view kEmptyLine = "\r\n\r\n";
constexpr std::string_view kContentLength = "\r\ncontent-length:";

template <typename Number>
std::optional<Number> number_at(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return number;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// What stands behind "Content-Length:", however it is spelled.
std::string_view behind_content_length(std::string_view head) {
  const auto found =
      std::search(head.begin(), head.end(), kContentLength.begin(), kContentLength.end(),
                  [](char a, char b) { return lower(a) == b; });
  if (found == head.end()) return {};
  return head.substr(static_cast<std::size_t>(found - head.begin()) + kContentLength.size());
}

}  // namespace

std::optional<AnswerHead> answer_head_in(std::string_view octets) {
  const auto end = octets.find(kEmptyLine);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view head = octets.substr(0, end + 2);
  AnswerHead answer;
  answer.size = end + kEmptyLine.size();
  if (!head.starts_with(kVersion)) return answer;
  const auto status = number_at<int>(head.substr(kVersion.size()));
  const auto length = number_at<std::uint64_t>(behind_content_length(head));
  if (!status || !length) return answer;
  answer.status = *status;
  answer.content_length = *length;
  return answer;
}

}  // namespace ranged::bench
