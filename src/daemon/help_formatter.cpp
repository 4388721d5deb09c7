#include "daemon/help_formatter.hpp"

namespace ranged::daemon {

namespace {

constexpr std::size_t kColumns = 80;

std::string wrapped_line(std::string_view line, std::size_t length) {
  std::string lines;
  while (line.size() > length) {
    auto blank = line.rfind(' ', length);
    if (blank == std::string_view::npos) blank = line.find(' ');
    if (blank == std::string_view::npos) break;
    lines.append(line.substr(0, blank)) += '\n';
    line.remove_prefix(blank + 1);
  }
  return lines.append(line);
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t length) {
  std::string lines;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.append(wrapped_line(text.substr(0, end), length)) += '\n';
    text.remove_prefix(end + 1);
  }
  return lines.append(wrapped_line(text, length));
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  return wrapped(CLI::Formatter::make_description(app), kColumns);
}

std::string HelpFormatter::make_footer(const CLI::App* app) const {
  return wrapped(CLI::Formatter::make_footer(app), kColumns);
}

std::string HelpFormatter::make_option_desc(const CLI::Option* option) const {
  return wrapped(option->get_description(), kColumns - get_column_width());
}

}  // namespace ranged::daemon
