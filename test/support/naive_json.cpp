#include "support/naive_json.hpp"

#include <algorithm>
#include <cstddef>

namespace ranged::test {
namespace {

/// The octets of one character of well-formed UTF-8 by the table of RFC 3629, section 4; 0 if there
/// is none.
std::size_t utf8_length(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto in = [&](std::size_t i, unsigned low, unsigned high) {
    return at(i) >= low && at(i) <= high;
  };
  const auto tail = [&](std::size_t i) { return i < text.size() && in(i, 0x80, 0xBF); };
  if (at(0) <= 0x7F) return 1;
  if (in(0, 0xC2, 0xDF) && tail(1)) return 2;
  if (at(0) == 0xE0 && in(1, 0xA0, 0xBF) && tail(2)) return 3;
  if (in(0, 0xE1, 0xEC) && tail(1) && tail(2)) return 3;
  if (at(0) == 0xED && in(1, 0x80, 0x9F) && tail(2)) return 3;
  if (in(0, 0xEE, 0xEF) && tail(1) && tail(2)) return 3;
  if (at(0) == 0xF0 && in(1, 0x90, 0xBF) && tail(2) && tail(3)) return 4;
  if (in(0, 0xF1, 0xF3) && tail(1) && tail(2) && tail(3)) return 4;
  if (at(0) == 0xF4 && in(1, 0x80, 0x8F) && tail(2) && tail(3)) return 4;
  return 0;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Only the escapes that need no code point.
  std::optional<std::string> string() {
    if (!take('"')) return std::nullopt;
    std::string decoded;
    while (!rest_.empty()) {
      if (take('"')) return decoded;
      if (take('\\')) {
        if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\\' && rest_[0] != '/')) {
          return std::nullopt;
        }
        decoded += rest_[0];
        rest_.remove_prefix(1);
        continue;
      }
      const std::size_t length = utf8_length(rest_);
      if (length == 0 || static_cast<unsigned char>(rest_[0]) < 0x20) return std::nullopt;
      decoded += rest_.substr(0, length);
      rest_.remove_prefix(length);
    }
    return std::nullopt;
  }

  /// A whole one that is not negative: no digit may follow a zero in front.
  std::optional<std::string> number() {
    const auto length = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (length == 0 || (length > 1 && rest_[0] == '0')) return std::nullopt;
    const std::string digits(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return digits;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> parse_json_object(
    std::string_view text) {
  Reader reader(text);
  if (!reader.take('{')) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> members;
  do {
    const auto name = reader.string();
    if (!name || !reader.take(':')) return std::nullopt;
    if (const auto number = reader.number()) {
      members.emplace_back(*name, *number);
    } else if (const auto value = reader.string()) {
      members.emplace_back(*name, '"' + *value);
    } else {
      return std::nullopt;
    }
  } while (reader.take(','));
  if (!reader.take('}') || !reader.at_end()) return std::nullopt;
  return members;
}

std::optional<std::string> unescape_controls(std::string_view text) {
  std::string octets;
  while (!text.empty()) {
    const char first = text[0];
    if (first != '\\') {
      octets += first;
      text.remove_prefix(1);
    } else if (text.substr(0, 2) == "\\\\") {
      octets += '\\';
      text.remove_prefix(2);
    } else {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      if (text.size() < 4 || text[1] != 'x') return std::nullopt;
      const auto high = kDigits.find(text[2]);
      const auto low = kDigits.find(text[3]);
      if (high == kDigits.npos || low == kDigits.npos) return std::nullopt;
      octets += static_cast<char>(high * 16 + low);
      text.remove_prefix(4);
    }
  }
  return octets;
}

}  // namespace ranged::test
