#include "ranged/base/json.hpp"

#include "ranged/base/text.hpp"
#include "ranged/base/timestamp.hpp"

namespace ranged::base {
namespace {

/// The longest text of a record of which some have to be cut, tried in turn.
constexpr std::size_t kLongestTexts[] = {std::string::npos, 1024, 512, 256, 128, 32};

/// What is escaped for a log has no control character left, and is UTF-8: two octets remain.
void append_string(std::string& json, std::string_view text, std::size_t most) {
  std::string escaped;
  append_escaped(escaped, text, most);
  json += '"';
  for (const char c : escaped) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  json += '"';
}

void append_key(std::string& json, std::string_view name) {
  json += json.empty() ? "{\"" : ",\"";
  for (const char c : name) json += to_lower(c);
  json += "\":";
}

std::string format(const LogRecord& record, std::string_view time, std::size_t longest_text) {
  std::string json;
  append_key(json, "time");
  append_string(json, time, std::string::npos);
  append_key(json, "level");
  append_string(json, name_of(record.level), std::string::npos);
  if (!record.kind.name.empty()) {
    append_key(json, "event");
    append_string(json, record.kind.name, std::string::npos);
  }
  append_key(json, "message");
  append_string(json, record.message, longest_text);
  for (const auto& [name, value] : record.fields) {
    append_key(json, name);
    if (const auto* text = std::get_if<std::string_view>(&value)) {
      append_string(json, *text, longest_text);
    } else {
      json += std::to_string(std::get<std::uint64_t>(value));
    }
  }
  return json += '}';
}

}  // namespace

std::string format_json(const LogRecord& record, std::chrono::system_clock::time_point time,
                        std::size_t most) {
  const std::string when = format_timestamp(time);
  for (const std::size_t longest_text : kLongestTexts) {
    std::string json = format(record, when, longest_text);
    if (json.size() <= most) return json;
  }
  return format({record.level, "", record.kind}, when, std::string::npos);
}

}  // namespace ranged::base
