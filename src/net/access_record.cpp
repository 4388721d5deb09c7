#include "ranged/net/access_record.hpp"

#include <algorithm>

namespace ranged::net {

namespace {

/// A value in quotes; a quote in it becomes an apostrophe, so that the value ends where it ends.
void append_quoted(std::string& line, std::string_view name, std::string value) {
  std::replace(value.begin(), value.end(), '"', '\'');
  line.append(" ").append(name).append("=\"").append(value).append("\"");
}

std::string_view or_dash(std::string_view text) { return text.empty() ? "-" : text; }

}  // namespace

std::string format_access_line(const AccessRecord& record) {
  std::string line;
  line.append(or_dash(record.method)).append(" ").append(or_dash(record.target));
  line += ' ' + std::to_string(http::code(record.status));
  line += ' ' + std::to_string(record.octets);
  line += ' ' + std::to_string(record.duration.count()) + "us ";
  line.append(record.peer);
  if (!record.range.empty()) append_quoted(line, "range", std::string(record.range));
  if (!record.content_range.empty()) append_quoted(line, "part", std::string(record.content_range));
  if (record.octets < record.promised) {
    line += " aborted, of " + std::to_string(record.promised);
  }
  return line;
}

}  // namespace ranged::net
