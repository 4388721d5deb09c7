#include "ranged/http/message.hpp"

#include <algorithm>

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

/// The first of `lines` with this name, or its end.
template <typename Lines>
auto find_name(const Lines& lines, std::string_view name) {
  return std::find_if(lines.begin(), lines.end(),
                      [&](const auto& line) { return equals_ignoring_case(line.name, name); });
}

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
  const auto line = find_name(lines_, name);
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

std::optional<std::string_view> FieldList::find(std::string_view name) const {
  const auto field = find_name(fields_, name);
  if (field == fields_.end()) return std::nullopt;
  return field->value;
}

}  // namespace ranged::http
