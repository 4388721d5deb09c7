#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/request_target.hpp"

// Input: a request target, all of it.

namespace ranged::fuzz {
namespace {

using http::NormalizedPath;
using http::TargetForm;

bool is_printable(std::string_view text) {
  for (const char c : text) {
    if (c <= ' ' || c > '~') return false;
  }
  return true;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

/// nullopt for what is no percent sequence.
std::optional<std::string> decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i];
      continue;
    }
    const std::string digits(text.substr(i + 1, 2));
    if (digits.size() != 2 ||
        digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
      return std::nullopt;
    }
    result += static_cast<char>(std::stoi(digits, nullptr, 16));
    i += 2;
  }
  return result;
}

/// What normalize() must give, computed another way: with a stack of segments.
std::optional<std::string> normalized(std::string_view encoded) {
  const auto path = decoded(encoded);
  if (!path || path->find('\0') != std::string::npos) return std::nullopt;
  std::vector<std::string_view> stack;
  for (const auto segment : segments_of(*path)) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      stack.push_back(segment);
    } else if (stack.empty()) {
      return std::nullopt;
    } else {
      stack.pop_back();
    }
  }
  std::string result;
  for (const auto segment : stack) result.append(result.empty() ? "" : "/").append(segment);
  return result;
}

void check_path(std::string_view encoded) {
  const auto path = NormalizedPath::normalize(encoded);
  const auto expected = normalized(encoded);
  RANGED_CHECK(path.has_value() == expected.has_value());
  if (!path) return;
  const std::string& text = path->text();
  RANGED_CHECK(text == *expected);
  RANGED_CHECK(text.find('\0') == std::string::npos);
  for (const auto segment : segments_of(text)) {
    RANGED_CHECK(text.empty() || (!segment.empty() && segment != "." && segment != ".."));
  }
  RANGED_CHECK(path->is_at_or_below(*path) && path->is_at_or_below(*NormalizedPath::normalize("")));

  const std::string location = path->encoded();
  RANGED_CHECK(location.starts_with('/') && !location.starts_with("//"));
  RANGED_CHECK(is_printable(location));
  const auto again = NormalizedPath::normalize(location);
  RANGED_CHECK(again && again->text() == text && again->encoded() == location);
  const auto target = http::parse_request_target(location);
  RANGED_CHECK(target && target->form == TargetForm::origin);
  RANGED_CHECK(target->path == location && target->query.empty());
}

void check_authority(std::string_view text) {
  if (!http::is_valid_authority(text)) return;
  RANGED_CHECK(is_printable(text) && text.find_first_of("/?#@\\\"<>") == std::string_view::npos);
}

void check_target(std::string_view octets) {
  const auto target = http::parse_request_target(octets);
  if (!target) return;
  RANGED_CHECK(is_printable(octets) && octets.find('#') == std::string_view::npos);
  RANGED_CHECK(target->query.empty() || target->query.starts_with('?'));
  check_path(target->path);
  switch (target->form) {
    case TargetForm::origin:
      RANGED_CHECK(std::string(target->path).append(target->query) == octets);
      return;
    case TargetForm::absolute:
      RANGED_CHECK(target->path.starts_with('/'));
      RANGED_CHECK(!target->authority.empty() && http::is_valid_authority(target->authority));
      RANGED_CHECK(octets.ends_with(target->query));
      return;
    case TargetForm::authority:
      RANGED_CHECK(target->authority == octets && http::is_valid_authority(octets));
      return;
    case TargetForm::asterisk:
      RANGED_CHECK(octets == "*");
      return;
  }
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto octets = ranged::fuzz::octets_of(data, size);
  ranged::fuzz::check_target(octets);
  ranged::fuzz::check_path(octets);
  ranged::fuzz::check_authority(octets);
  return 0;
}
