#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
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

TEST(LimitsDocument, HasEveryLimitWithTheDefaultThatTheProgramHas) {
  const std::string section = limits_section();
  const std::regex row("\\| `(--[a-z-]+)` \\| ([^ ]+) \\|");
  std::set<std::string> documented;
  for (std::sregex_iterator it(section.begin(), section.end(), row), end; it != end; ++it) {
    documented.insert((*it)[1].str() + "=" + (*it)[2].str());
  }
  const std::string text = help();
  const std::regex option("(--max-[a-z-]+|--[a-z]+-timeout|--part-size) [A-Z]+=([^ ]+) ");
  std::set<std::string> in_the_program;
  for (std::sregex_iterator it(text.begin(), text.end(), option), end; it != end; ++it) {
    in_the_program.insert((*it)[1].str() + "=" + (*it)[2].str());
  }
  EXPECT_GE(in_the_program.size(), 11U) << "the help no longer looks as this test expects";
  EXPECT_EQ(documented, in_the_program);
}

}  // namespace
}  // namespace ranged::daemon
