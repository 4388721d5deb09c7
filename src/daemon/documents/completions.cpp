#include "daemon/documents/completions.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ranged::daemon {

namespace {

bool takes_folder(const Flag& flag) { return flag.type == "DIR"; }

/// The words that the value is one of, separated by blanks; empty if it may be anything.
std::string choices_of(const Flag& flag) {
  constexpr std::string_view kOfWords = "abcdefghijklmnopqrstuvwxyz0123456789-|";
  if (flag.type.find('|') == std::string::npos) return "";
  if (flag.type.find_first_not_of(kOfWords) != std::string::npos) return "";
  std::string words = flag.type;
  std::replace(words.begin(), words.end(), '|', ' ');
  return words;
}

std::string with_backslashes(std::string_view text, std::string_view before) {
  std::string result;
  for (const char c : text) {
    if (before.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// Between single quotes of a POSIX shell, but without them.
std::string quoted(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string bash_names(const std::vector<Flag>& flags) {
  std::string names;
  for (const auto& flag : flags) {
    names += (names.empty() ? "" : " ") + flag.name;
  }
  return names;
}

std::string bash_values(const std::vector<Flag>& flags) {
  std::string cases;
  for (const auto& flag : flags) {
    if (flag.type.empty()) continue;
    const std::string choices = choices_of(flag);
    cases += (flag.short_name.empty() ? "" : flag.short_name + " | ") + flag.name + ")";
    if (takes_folder(flag)) {
      cases += " compopt -o filenames && mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
    } else if (!choices.empty()) {
      cases += " mapfile -t COMPREPLY < <(compgen -W '" + choices + "' -- \"$word\")";
    }
    cases += " ;;\n";
  }
  return cases;
}

std::string zsh_specs(const std::vector<Flag>& flags) {
  std::string specs;
  for (const auto& flag : flags) {
    const bool is_value = !flag.type.empty();
    const std::string name = flag.name + (is_value ? "=" : "");
    const std::string short_name = flag.short_name + (is_value ? "+" : "");
    std::string spec = "'[" + quoted(with_backslashes(flag.help, "\\[]")) + "]";
    if (is_value) {
      const std::string choices = choices_of(flag);
      spec += ":" + quoted(with_backslashes(flag.type, "\\:")) + ":";
      spec += takes_folder(flag) ? "_files -/" : choices.empty() ? " " : "(" + choices + ")";
    }
    spec += "'";
    if (flag.short_name.empty()) {
      specs += flag.is_repeatable ? "'*'" : "";
      specs += name;
    } else {
      specs += flag.is_repeatable ? "'*'" : "'(" + flag.short_name + " " + flag.name + ")'";
      specs += '{';
      specs += short_name;
      specs += ',';
      specs += name;
      specs += '}';
    }
    specs += spec;
    specs += " \\\n";
  }
  return specs;
}

std::string fish_completions(const std::vector<Flag>& flags) {
  std::string lines;
  for (const auto& flag : flags) {
    lines += "complete -c ranged";
    if (!flag.short_name.empty()) lines += " -s " + flag.short_name.substr(1);
    lines += " -l " + flag.name.substr(2);
    const std::string choices = choices_of(flag);
    if (takes_folder(flag)) {
      lines += " -x -a '(__fish_complete_directories)'";
    } else if (!choices.empty()) {
      lines += " -x -a '" + choices + "'";
    } else if (!flag.type.empty()) {
      lines += " -x";
    }
    lines += " -d '" + with_backslashes(flag.help, "\\'") + "'\n";
  }
  return lines;
}

}  // namespace ranged::daemon
