#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/options.hpp"

namespace ranged::daemon {
namespace {

std::string limits_section() {
  std::ifstream file(RANGED_SOURCE_DIR "/docs/http.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const auto begin = all.find("## Limits");
  if (begin == std::string::npos) return {};
  return all.substr(begin, all.find("\n## ", begin) - begin);
}

std::string help() {
  const char* const argv[] = {"ranged", "--help"};
  const auto parsed = parse_options(2, argv);
  const auto* exit = std::get_if<Exit>(&parsed);
  return exit ? exit->text : std::string();
}

/// "--flag=default" of each row "| `--flag` | default | ...".
std::set<std::string> documented() {
  std::set<std::string> limits;
  std::istringstream rows(limits_section());
  for (std::string row; std::getline(rows, row);) {
    if (!row.starts_with("| `--")) continue;
    const auto flag_end = row.find('`', 3);
    const auto value = row.find("| ", flag_end) + 2;
    limits.insert(row.substr(3, flag_end - 3) + "=" +
                  row.substr(value, row.find(' ', value) - value));
  }
  return limits;
}

bool is_limit(std::string_view flag) {
  return flag.starts_with("--max-") || flag.ends_with("-timeout") || flag == "--part-size";
}

/// The same of each line "  --flag TYPE=default ..." of the help.
std::set<std::string> in_the_program() {
  std::set<std::string> limits;
  std::istringstream lines(help());
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string flag, type;
    words >> flag >> type;
    if (is_limit(flag)) limits.insert(flag + type.substr(type.find('=')));
  }
  return limits;
}

TEST(LimitsDocument, HasEveryLimitWithTheDefaultThatTheProgramHas) {
  EXPECT_GE(in_the_program().size(), 11U) << "the help no longer looks as this test expects";
  EXPECT_EQ(documented(), in_the_program());
}

}  // namespace
}  // namespace ranged::daemon
