#include "daemon/documents/man_page.hpp"

#include <cctype>
#include <cstddef>

namespace ranged::daemon {

namespace {

constexpr std::size_t kLineLength = 78;

std::string bold(std::string_view escaped) { return "\\fB" + std::string(escaped) + "\\fR"; }
std::string italic(std::string_view escaped) { return "\\fI" + std::string(escaped) + "\\fR"; }

/// A hyphen that belongs to a flag, rather than to a word such as "start-up".
bool is_minus(std::string_view text, std::size_t at) {
  const bool after_letter = at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
  if (!after_letter) return true;
  const std::size_t blank = text.substr(0, at).find_last_of(" (\"");
  return text.substr(blank == std::string_view::npos ? 0 : blank + 1).starts_with("-");
}

std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '\\':
        result += "\\e";
        break;
      case '"':
        result += "\\(dq";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '-':
        result += is_minus(text, i) ? "\\-" : "-";
        break;
      default:
        result += text[i];
    }
  }
  return result;
}

/// "auto|journal" are words to be typed, "SIZE" is a word to be replaced.
std::string type_text(std::string_view type) {
  const bool is_literal =
      type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-|") == std::string_view::npos;
  if (!is_literal) return italic(escaped(type));
  std::string words;
  while (true) {
    const std::size_t end = type.find('|');
    words += bold(escaped(type.substr(0, end)));
    if (end == std::string_view::npos) return words;
    words += '|';
    type.remove_prefix(end + 1);
  }
}

std::string sentence(const std::string& help) {
  std::string text = help;
  if (!text.empty() && (text.size() == 1 || text[1] != '-')) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text + ".";
}

std::string paragraph(const Flag& flag) {
  std::string text = ".TP\n";
  if (!flag.short_name.empty()) text += bold(escaped(flag.short_name)) + ", ";
  text += bold(escaped(flag.name));
  if (!flag.type.empty()) text += " " + type_text(flag.type);
  text += "\n" + man_text(sentence(flag.help));
  if (!flag.default_text.empty()) text += "Default: " + escaped(flag.default_text) + ".\n";
  return text;
}

}  // namespace

std::string man_text(std::string_view text) {
  std::string result;
  std::string line;
  const auto end_line = [&] {
    if (line.empty()) return;
    if (line[0] == '.' || line[0] == '\'') result += "\\&";
    result += line + '\n';
    line.clear();
  };
  std::string rest = escaped(text);
  while (!rest.empty()) {
    const std::size_t blank = rest.find(' ');
    const std::string word = rest.substr(0, blank);
    if (!line.empty() && line.size() + 1 + word.size() > kLineLength) end_line();
    line += (line.empty() ? "" : " ") + word;
    // A sentence begins a line: man(7) sets what is between sentences.
    if (word.ends_with('.') && word.size() > 1) end_line();
    rest.erase(0, blank == std::string::npos ? rest.size() : blank + 1);
  }
  end_line();
  return result;
}

std::string man_options(const std::vector<Flag>& flags) {
  std::string text;
  std::string_view group;
  for (const auto& flag : flags) {
    if (flag.group != group) text += ".SS " + escaped(flag.group) + "\n";
    group = flag.group;
    text += paragraph(flag);
  }
  return text;
}

std::string man_variables(const std::vector<Flag>& flags) {
  std::string text;
  for (const auto& flag : flags) {
    if (!flag.variable.empty()) text += (text.empty() ? "" : ",\n") + bold(flag.variable);
  }
  return text + ".\n";
}

}  // namespace ranged::daemon
