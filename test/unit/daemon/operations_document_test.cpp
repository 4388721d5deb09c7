#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "daemon/event.hpp"
#include "daemon/metrics.hpp"
#include "daemon/options.hpp"
#include "ranged/net/close_reason.hpp"

// docs/operations.md says what the program does. With RANGED_UPDATE_DOCUMENTS in the environment
// the tests write the tables that are made from it, in place of comparing them.

namespace ranged::daemon {
namespace {

const std::string kDocument = RANGED_SOURCE_DIR "/docs/operations.md";

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// In a cell of a table, a '|' would end it.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

void expect_section(const std::string& name, const std::string& rows) {
  const std::string all = text_of(kDocument);
  const std::string opening = "<!-- " + name + " -->\n";
  const auto begin = all.find(opening);
  const auto end = all.find("<!-- /" + name + " -->");
  ASSERT_NE(begin, std::string::npos) << opening;
  ASSERT_NE(end, std::string::npos) << opening;
  const auto first = begin + opening.size();
  if (std::getenv("RANGED_UPDATE_DOCUMENTS")) {
    std::ofstream(kDocument) << all.substr(0, first) << rows << all.substr(end);
    return;
  }
  EXPECT_EQ(all.substr(first, end - first), rows)
      << "run the tests with RANGED_UPDATE_DOCUMENTS=1 to write it anew";
}

/// The section below the heading `name`, up to the next of any level.
std::string section(const std::string& name) {
  const std::string all = text_of(kDocument);
  const auto begin = all.find("# " + name + "\n");
  if (begin == std::string::npos) return {};
  return all.substr(begin, all.find("\n#", begin) - begin);
}

/// What stands in backquotes in the first cells of the rows.
std::set<std::string> named_in(const std::string& rows) {
  std::set<std::string> names;
  std::istringstream lines(rows);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    std::istringstream pieces(line.substr(2, line.find(" |", 2) - 2));
    for (std::string piece; std::getline(pieces, piece, '`');) {
      if (std::getline(pieces, piece, '`')) names.insert(piece);
    }
  }
  return names;
}

TEST(OperationsDocument, HasEveryFlagAsTheProgramHasIt) {
  std::string rows = "| flag | default | what it is |\n|---|---|---|\n";
  for (const auto& flag : all_flags()) {
    std::string name = '`' + flag.name;
    if (!flag.type.empty()) name += ' ' + flag.type;
    name += '`';
    if (!flag.short_name.empty()) name += ", `" + flag.short_name + '`';
    rows += "| " + cell(name) + " | " + flag.default_text + " | " + cell(flag.help) + " |\n";
  }
  expect_section("flags", rows);
}

TEST(OperationsDocument, HasEveryKindOfRecord) {
  std::string rows = "| kind | MESSAGE_ID |\n|---|---|\n";
  for (const auto& row : kEvents) {
    rows.append("| ").append(row.kind.name).append(" | `").append(row.kind.id).append("` |\n");
  }
  expect_section("events", rows);
}

TEST(OperationsDocument, HasEveryCloseReason) {
  std::string rows = "| CLOSE_REASON | what happened | |\n|---|---|---|\n";
  for (const auto& row : net::kCloseReasons) {
    rows.append("| ").append(row.name).append(" | ").append(row.meaning);
    rows.append(row.warns ? " | warning |\n" : " | |\n");
  }
  expect_section("close-reasons", rows);
}

TEST(OperationsDocument, HasEveryMetric) {
  const net::Statistics statistics;
  const Histogram turns;
  std::istringstream lines(
      metrics_text({.statistics = statistics, .loop_turns = turns, .server = {}, .process = {}}));
  std::string rows = "| metric | type | what it is |\n|---|---|---|\n";
  std::string help;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string hash, keyword, name, rest;
    words >> hash >> keyword >> name >> std::ws;
    std::getline(words, rest);
    if (keyword == "HELP") help = rest;
    if (keyword == "TYPE") rows += "| `" + name + "` | " + rest + " | " + help + " |\n";
  }
  expect_section("metrics", rows);
}

TEST(OperationsDocument, HasEveryFieldOfARecordAndNoOther) {
  std::set<std::string> written = {std::string(base::kDroppedField)};
  const std::regex field(R"re((?:add\(|\{)"([A-Z][A-Z0-9_]+)")re");
  for (const auto& entry : std::filesystem::directory_iterator(RANGED_SOURCE_DIR "/src/daemon")) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".cpp") || path.find("option") != std::string::npos) continue;
    const std::string text = text_of(path);
    for (std::sregex_iterator i(text.begin(), text.end(), field), end; i != end; ++i) {
      written.insert((*i)[1]);
    }
  }
  EXPECT_GT(written.size(), 30U);
  EXPECT_EQ(named_in(section("Fields")), written);
}

TEST(OperationsDocument, HasEverySignalAndExitStatus) {
  EXPECT_EQ(named_in(section("Signals")), (std::set<std::string>{"SIGTERM", "SIGINT", "SIGHUP"}));
  const std::string statuses = section("Exit status");
  for (const int status : {0, kExitUsage, kExitNoContent, kExitCannotListen, kExitInternal}) {
    EXPECT_NE(statuses.find("\n| " + std::to_string(status) + " | "), std::string::npos) << status;
  }
}

TEST(OperationsDocument, NamesNoFlagThatDoesNotExist) {
  std::set<std::string> known = {"--now", "--install", "--prefix"};  // of systemctl and cmake
  for (const auto& flag : all_flags()) known.insert(flag.name);
  const std::string text = text_of(kDocument);
  const std::regex flag(R"(--[a-z][a-z-]+)");
  for (std::sregex_iterator i(text.begin(), text.end(), flag), end; i != end; ++i) {
    EXPECT_TRUE(known.contains(i->str())) << i->str();
  }
}

TEST(OperationsDocument, NamesNoMetricThatDoesNotExist) {
  const net::Statistics statistics;
  const Histogram turns;
  const std::string metrics =
      metrics_text({.statistics = statistics, .loop_turns = turns, .server = {}, .process = {}});
  const std::string text = text_of(kDocument);
  const std::regex name(R"(ranged_[a-z_]+[a-z])");
  for (std::sregex_iterator i(text.begin(), text.end(), name), end; i != end; ++i) {
    EXPECT_NE(metrics.find("# TYPE " + i->str() + ' '), std::string::npos) << i->str();
  }
}

}  // namespace
}  // namespace ranged::daemon
