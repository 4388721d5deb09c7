#include <string>
#include <string_view>

#include "fuzz/lines.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/entity_tag.hpp"
#include "ranged/http/grammar.hpp"

// Input: our entity tag on a line, then a field value; its lines are judged together, and each as a
// value of its own.

namespace ranged::fuzz {
namespace {

using http::any_strong_match;
using http::any_weak_match;

bool is_weak(std::string_view tag) { return tag.starts_with("W/"); }
std::string_view opaque_of(std::string_view tag) { return tag.substr(is_weak(tag) ? 2 : 0); }

/// RFC 9110, section 8.8.3, octet by octet.
bool is_tag(std::string_view text) {
  text = opaque_of(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  for (const char c : text.substr(1, text.size() - 2)) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet <= 0x20 || octet == 0x22 || octet == 0x7f) return false;
  }
  return true;
}

/// What holds of every field value, well-formed or not.
void check_value(std::string_view value, std::string_view own) {
  const bool strong = any_strong_match(value, own);
  const bool weak = any_weak_match(value, own);
  RANGED_CHECK(!strong || weak);
  const bool is_any = http::trim_whitespace(value) == "*";
  if (is_any) RANGED_CHECK(strong);
  if (is_weak(own)) RANGED_CHECK(!strong || is_any);
  if (!is_any) RANGED_CHECK(!weak || value.find(opaque_of(own)) != std::string_view::npos);
  RANGED_CHECK(any_weak_match(value, "") == is_any);

  const std::string opaque(opaque_of(own));
  RANGED_CHECK(weak == any_weak_match(value, "W/" + opaque));  // our own weakness does not count
  // A list that begins with our tag names it, whatever follows.
  RANGED_CHECK(any_weak_match(std::string(own) + " ,\t" + std::string(value), own));
  RANGED_CHECK(any_strong_match(std::string(own) + ',' + std::string(value), own) != is_weak(own));
}

/// Two tags: the comparisons of the table in section 8.8.3.2.
void check_pair(std::string_view a, std::string_view b) {
  const bool same = opaque_of(a) == opaque_of(b);
  RANGED_CHECK(any_weak_match(a, b) == same);
  RANGED_CHECK(any_weak_match(b, a) == same);
  RANGED_CHECK(any_strong_match(a, b) == (same && !is_weak(a) && !is_weak(b)));
  RANGED_CHECK(any_strong_match(b, a) == any_strong_match(a, b));
}

void check(std::string_view input) {
  const auto own = take_line(input);
  if (!is_tag(own)) return;
  check_value(input, own);

  std::string list;
  bool strong = false;
  bool weak = false;
  while (!input.empty()) {
    const auto line = take_line(input);
    check_value(line, own);
    if (!is_tag(line)) continue;
    check_pair(line, own);
    list.append(list.empty() ? "" : ", ").append(line);
    strong = strong || any_strong_match(line, own);
    weak = weak || any_weak_match(line, own);
  }
  RANGED_CHECK(any_strong_match(list, own) == strong);
  RANGED_CHECK(any_weak_match(list, own) == weak);
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::check(ranged::fuzz::octets_of(data, size));
  return 0;
}
