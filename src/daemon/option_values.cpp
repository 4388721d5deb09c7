#include "daemon/option_values.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

std::string variable_of(const std::string& name) {
  std::string variable = "RANGED_" + name.substr(2);
  for (char& c : variable) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  return variable;
}

std::vector<std::string> words_of(const char* variable, char separator) {
  std::vector<std::string> words;
  const char* const value = std::getenv(variable);
  if (!value) return words;
  std::string_view rest(value);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    if (end > 0) words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void add_value(CLI::App& app, const std::string& flags, const std::string& type,
               const std::string& default_text, const std::string& help, const std::string& hint,
               std::function<bool(const std::string&)> read) {
  const std::string name = flags.substr(flags.find("--"));
  auto set = [name, hint, read = std::move(read)](const std::string& text) {
    if (!read(text)) throw CLI::ValidationError(name, '"' + text + "\" is not " + hint);
  };
  app.add_option_function<std::string>(flags, std::move(set), help)
      ->type_name(type)
      ->default_str(default_text)
      ->envname(variable_of(name))
      ->take_last();
}

void add_words(CLI::App& app, const std::string& flags, const std::string& type,
               std::vector<std::string>& words, const std::string& help,
               const std::string& default_text) {
  app.add_option(flags, words, help)
      ->type_name(type)
      ->default_str(default_text)
      ->allow_extra_args(false);
}

void add_duration(CLI::App& app, const std::string& flags, std::chrono::milliseconds& value,
                  const std::string& help, std::chrono::milliseconds least) {
  add_value(app, flags, "DURATION", base::format_duration(value), help,
            least.count() == 0 ? "a duration such as 15s or 500ms, or 0s"
                               : "a duration longer than nothing, such as 15s or 500ms",
            [&value, least](const std::string& text) {
              const auto duration = base::parse_duration(text);
              if (!duration || *duration < least) return false;
              value = *duration;
              return true;
            });
}

void add_size(CLI::App& app, const std::string& flags, std::uint64_t& value,
              const std::string& help, std::uint64_t least) {
  add_value(app, flags, "SIZE", base::format_byte_size(value), help,
            least == 0 ? "a size such as 64MiB, or 0"
                       : "a size of at least one octet, such as 5MiB or 512K",
            [&value, least](const std::string& text) {
              const auto size = base::parse_byte_size(text);
              if (!size || *size < least) return false;
              value = *size;
              return true;
            });
}

void add_count(CLI::App& app, const std::string& flags, std::size_t& value, Bounds bounds,
               const std::string& help) {
  const std::string hint =
      "a whole number from " + std::to_string(bounds.least) + " to " + std::to_string(bounds.most);
  add_value(app, flags, "N", std::to_string(value), help, hint,
            [&value, bounds](const std::string& text) {
              const auto number = base::parse_number(text);
              if (!number || *number < bounds.least || *number > bounds.most) return false;
              value = static_cast<std::size_t>(*number);
              return true;
            });
}

}  // namespace ranged::daemon
