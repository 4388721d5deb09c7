#include "daemon/exposition.hpp"

#include <array>
#include <charconv>

namespace ranged::daemon {

namespace {

std::string_view word_of(Exposition::Type type) {
  switch (type) {
    case Exposition::Type::counter:
      return "counter";
    case Exposition::Type::gauge:
      return "gauge";
    case Exposition::Type::histogram:
      break;
  }
  return "histogram";
}

void append_label_value(std::string& text, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      text += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
}

}  // namespace

std::string shortest(double value) {
  std::array<char, 512> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed)
          .ptr;
  return {digits.data(), end};
}

void Exposition::begin(std::string_view name, Type type, std::string_view help) {
  family_ = name;
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
  text_.append("# TYPE ").append(name).append(" ").append(word_of(type)).append("\n");
}

void Exposition::add(double value, Labels labels, std::string_view suffix) {
  add_text(shortest(value), labels, suffix);
}

void Exposition::add(std::uint64_t value, Labels labels, std::string_view suffix) {
  add_text(std::to_string(value), labels, suffix);
}

void Exposition::add_text(std::string_view value, Labels labels, std::string_view suffix) {
  text_.append(family_).append(suffix);
  char separator = '{';
  for (const auto& [name, label] : labels) {
    text_.append(1, separator).append(name).append("=\"");
    append_label_value(text_, label);
    text_ += '"';
    separator = ',';
  }
  if (labels.size() > 0) text_ += '}';
  text_.append(" ").append(value).append("\n");
}

}  // namespace ranged::daemon
