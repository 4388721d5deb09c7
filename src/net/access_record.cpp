#include "ranged/net/access_record.hpp"

namespace ranged::net {

namespace {

/// A value in quotes, with the quotes in it marked: the end of the value stays where it is.
void append_quoted(std::string& line, std::string_view name, std::string_view value) {
  line.append(" ").append(name).append("=\"");
  for (const char c : value) {
    if (c == '"')
      line += "\\x22";
    else
      line += c;
  }
  line += '"';
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
  if (!record.range.empty()) append_quoted(line, "range", record.range);
  if (!record.content_range.empty()) append_quoted(line, "part", record.content_range);
  if (record.octets < record.promised) {
    line += " aborted, of " + std::to_string(record.promised);
  }
  return line;
}

}  // namespace ranged::net
