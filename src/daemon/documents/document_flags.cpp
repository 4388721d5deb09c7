#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/documents/completions.hpp"
#include "daemon/documents/man_page.hpp"
#include "daemon/documents/template_text.hpp"
#include "daemon/options.hpp"

// document_flags TEMPLATE OUTPUT [NAME=VALUE...]: run by the build, makes the man page and the
// completions. A template may use the names below, and those that are given.

namespace {

using namespace ranged::daemon;

int fail(const std::string& message) {
  std::fputs(("document_flags: " + message + "\n").c_str(), stderr);
  return 1;
}

Values values_of_flags() {
  const auto flags = all_flags();
  return {
      {"MAN_OPTIONS", man_options(flags)}, {"MAN_VARIABLES", man_variables(flags)},
      {"BASH_NAMES", bash_names(flags)},   {"BASH_VALUES", bash_values(flags)},
      {"ZSH_SPECS", zsh_specs(flags)},     {"FISH_COMPLETIONS", fish_completions(flags)},
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return fail("usage: document_flags TEMPLATE OUTPUT [NAME=VALUE...]");
  Values values = values_of_flags();
  for (int i = 3; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) return fail("not NAME=VALUE: " + std::string(argument));
    values[std::string(argument.substr(0, equals))] = argument.substr(equals + 1);
  }
  std::ifstream input(argv[1]);
  if (!input) return fail(std::string("cannot read ") + argv[1]);
  const std::string text((std::istreambuf_iterator<char>(input)), {});
  const auto filled = fill_in(text, values);
  if (const auto* unknown = std::get_if<UnknownName>(&filled)) {
    return fail(std::string(argv[1]) + ": no value for @" + unknown->name + "@");
  }
  std::ofstream output(argv[2]);
  output << std::get<std::string>(filled);
  output.close();
  return output ? 0 : fail(std::string("cannot write ") + argv[2]);
}
