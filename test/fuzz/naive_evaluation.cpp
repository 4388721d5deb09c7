#include "fuzz/naive_evaluation.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ranged/http/byte_range.hpp"
#include "ranged/http/grammar.hpp"
#include "ranged/http/http_date.hpp"

namespace ranged::fuzz {
namespace {

using http::Method;
using http::Seconds;
using http::Status;

/// All lines of this name joined, as section 5.3 says.
std::optional<std::string> value_of(const http::Request& request, std::string_view name) {
  std::optional<std::string> value;
  for (const auto& line : request.fields) {
    if (!http::equals_ignoring_case(line.name, name)) continue;
    value = value ? *value + ", " + std::string(line.value) : std::string(line.value);
  }
  return value;
}

/// A date that counts: there is one line, and it is an HTTP-date.
std::optional<Seconds> date_of(const http::Request& request, std::string_view name, Seconds now) {
  if (request.fields.count(name) != 1) return std::nullopt;
  return http::parse_http_date(*value_of(request, name), now);
}

/// The text between commas that stand in no quoted string.
std::vector<std::string> elements_of(std::string_view list) {
  std::vector<std::string> elements(1);
  bool quoted = false;
  for (const char c : list) {
    quoted = quoted != (c == '"');
    if (c == ',' && !quoted) {
      elements.emplace_back();
    } else {
      elements.back() += c;
    }
  }
  return elements;
}

/// The length of the entity tag at the front of `text`; 0 if there is none.
std::size_t tag_length(std::string_view text) {
  const std::size_t quote = text.starts_with("W/") ? 2 : 0;
  if (text.size() <= quote || text[quote] != '"') return 0;
  const auto end = text.find('"', quote + 1);
  if (end == std::string_view::npos) return 0;
  for (const char c : text.substr(quote, end - quote)) {
    if ((c >= '\0' && c <= ' ') || c == '\x7f') return 0;
  }
  return end + 1;
}

/// The tags of a list up to its first fault, and that with the tag before it.
std::vector<std::string> tags_of(std::string_view list) {
  std::vector<std::string> tags;
  for (const std::string& element : elements_of(list)) {
    const auto text = http::trim_whitespace(element);
    if (text.empty()) continue;
    const std::size_t length = tag_length(text);
    if (length > 0) tags.emplace_back(text.substr(0, length));
    if (length != text.size()) break;
  }
  return tags;
}

bool names(std::string_view list, const std::string& own, bool weak_tags_count) {
  if (http::trim_whitespace(list) == "*") return true;
  for (const std::string& tag : tags_of(list)) {
    if (tag == own || (weak_tags_count && tag == "W/" + own)) return true;
  }
  return false;
}

/// Steps 1 and 2: false leads to 412.
bool may_go_on(const http::Request& request, const http::Validators& current, Seconds now) {
  if (const auto if_match = value_of(request, "If-Match")) {
    return names(*if_match, current.entity_tag, false);
  }
  const auto date = date_of(request, "If-Unmodified-Since", now);
  return !date || *current.last_modified <= *date;
}

/// Steps 3 and 4: false leads to 304.
bool is_news(const http::Request& request, const http::Validators& current, Seconds now) {
  if (const auto if_none_match = value_of(request, "If-None-Match")) {
    return !names(*if_none_match, current.entity_tag, true);
  }
  const auto date = date_of(request, "If-Modified-Since", now);
  return !date || *current.last_modified > *date;
}

/// Step 5.
bool range_counts(const http::Request& request, const http::Validators& current, Seconds now) {
  const auto if_range = value_of(request, "If-Range");
  if (!if_range || *if_range == current.entity_tag) return true;
  const auto date = date_of(request, "If-Range", now);
  return date && *date == *current.last_modified && *date < now;
}

}  // namespace

Status evaluate_naively(const http::Request& request, const content::Representation& selected,
                        const http::Validators& current, const plan::Policy& policy, Seconds now) {
  if (!may_go_on(request, current, now)) return Status::precondition_failed;
  if (!is_news(request, current, now)) return Status::not_modified;
  const auto range = value_of(request, "Range");
  if (!range || request.method != Method::get) {
    return selected.length > policy.part_size ? Status::partial_content : Status::ok;
  }
  if (selected.length == 0 || !range_counts(request, current, now)) return Status::ok;
  if (request.fields.count("Range") != 1) return Status::ok;
  const auto set = http::parse_range(*range);
  if (!set) return Status::ok;
  return http::satisfy(*set, selected.length).empty() ? Status::range_not_satisfiable
                                                      : Status::partial_content;
}

}  // namespace ranged::fuzz
