#include "ranged/http/message.hpp"

#include <algorithm>

#include "ranged/base/check.hpp"
#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

/// What a server of files has heard of but never does: RFC 9110 and the WebDAV family, as far as
/// the parser lets them through.
constexpr std::string_view kOtherMethods[] = {
    "POST",      "PUT",        "DELETE",     "TRACE",  "PATCH",       "ACL",
    "BIND",      "CHECKOUT",   "COPY",       "LINK",   "LOCK",        "M-SEARCH",
    "MERGE",     "MKACTIVITY", "MKCALENDAR", "MKCOL",  "MOVE",        "NOTIFY",
    "PROPFIND",  "PROPPATCH",  "PURGE",      "REBIND", "REPORT",      "SEARCH",
    "SUBSCRIBE", "UNBIND",     "UNLINK",     "UNLOCK", "UNSUBSCRIBE",
};

/// Removes the line at the front of `lines`.
FieldLine take_line(std::string_view& lines) {
  const auto line = lines.substr(0, lines.find('\r'));
  lines.remove_prefix(line.size() + 2);
  const auto colon = line.find(':');
  return {line.substr(0, colon), line.substr(colon + 2)};
}

/// Those of an answer with a file in it.
constexpr std::size_t kUsualOctets = 320;

constexpr bool splits_lines(char c) { return c == '\r' || c == '\n' || c == '\0'; }

}  // namespace

Method method_of(std::string_view token) {
  if (token == "GET") return Method::get;
  if (token == "HEAD") return Method::head;
  if (token == "OPTIONS") return Method::options;
  if (token == "CONNECT") return Method::connect;
  const bool known = std::find(std::begin(kOtherMethods), std::end(kOtherMethods), token) !=
                     std::end(kOtherMethods);
  return known ? Method::other : Method::unknown;
}

std::size_t FieldSection::count(std::string_view name) const {
  const auto matches = std::count_if(lines_.begin(), lines_.end(), [&](const FieldLine& line) {
    return equals_ignoring_case(line.name, name);
  });
  return static_cast<std::size_t>(matches);
}

std::optional<std::string_view> FieldSection::find(std::string_view name) const {
  const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const FieldLine& each) {
    return equals_ignoring_case(each.name, name);
  });
  if (line == lines_.end()) return std::nullopt;
  return line->value;
}

std::optional<std::string> FieldSection::combined(std::string_view name) const {
  std::optional<std::string> values;
  for (const auto& line : lines_) {
    if (!equals_ignoring_case(line.name, name)) continue;
    if (values) {
      values->append(", ").append(line.value);
    } else {
      values = line.value;
    }
  }
  return values;
}

FieldList::FieldList(std::initializer_list<FieldLine> fields) {
  for (const auto& [name, value] : fields) add(name, value);
}

void FieldList::add(std::string_view name, std::string_view value) {
  RANGED_CHECK(is_token(name));
  RANGED_CHECK(std::none_of(value.begin(), value.end(), splits_lines));
  if (text_.empty()) text_.reserve(kUsualOctets);
  text_.append(name).append(": ").append(value).append("\r\n");
}

void FieldList::add_element(std::string_view name, std::string_view element) {
  const auto value = find(name);
  if (!value) return add(name, element);
  const auto elements = list_elements(*value);
  if (std::find(elements.begin(), elements.end(), element) != elements.end()) return;
  RANGED_CHECK(is_token(element));
  const auto end = static_cast<std::size_t>(value->data() + value->size() - text_.data());
  text_.insert(end, std::string(", ").append(element));
}

std::vector<FieldLine> FieldList::lines() const {
  std::vector<FieldLine> lines;
  for (std::string_view rest = text_; !rest.empty();) lines.push_back(take_line(rest));
  return lines;
}

std::optional<std::string_view> FieldList::find(std::string_view name) const {
  for (std::string_view rest = text_; !rest.empty();) {
    const FieldLine line = take_line(rest);
    if (equals_ignoring_case(line.name, name)) return line.value;
  }
  return std::nullopt;
}

}  // namespace ranged::http
