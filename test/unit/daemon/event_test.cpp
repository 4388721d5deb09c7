#include "daemon/event.hpp"

#include <gtest/gtest.h>
#include <stdio.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "support/needs.hpp"
#include "support/temp_content.hpp"

// The kinds of events, and the catalog that explains them.

namespace ranged::daemon {
namespace {

const std::string kCatalog = RANGED_SOURCE_DIR "/systemd/ranged.catalog";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// All that is written in the sources.
std::string program_text() {
  std::string text;
  for (const char* const folder : {"/src", "/include"}) {
    const std::filesystem::recursive_directory_iterator all(RANGED_SOURCE_DIR +
                                                            std::string(folder));
    for (const auto& entry : all) {
      const auto extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".hpp") text += text_of(entry.path());
    }
  }
  return text;
}

/// Every word of these characters, at least `least` of them, that stands between `begin` and `end`.
std::multiset<std::string> words_between(char begin, char end, const std::string& characters,
                                         const std::string& text, std::size_t least = 1) {
  std::multiset<std::string> words;
  for (auto at = text.find(begin); at != text.npos; at = text.find(begin, at + 1)) {
    const auto after = std::min(text.find_first_not_of(characters, at + 1), text.size());
    if (after - at > least && after < text.size() && text[after] == end) {
      words.insert(text.substr(at + 1, after - at - 1));
    }
  }
  return words;
}

constexpr std::size_t kIdLength = 32;
const std::string kHexadecimal = "0123456789abcdef";

/// Of "-- ID" and the line's end.
std::multiset<std::string> ids_in_catalog() {
  const std::string text = text_of(kCatalog);
  return words_between(' ', '\n', kHexadecimal, text, kIdLength);
}

TEST(Event, HasAKindOfItsOwn) {
  std::set<std::string_view> names, ids;
  for (std::size_t i = 0; i < std::size(kEvents); ++i) {
    const auto& [event, kind] = kEvents[i];
    EXPECT_EQ(static_cast<std::size_t>(event), i) << "a row is missing before " << kind.name;
    EXPECT_EQ(kind_of(event).id, kind.id);
    names.insert(kind.name);
    ids.insert(kind.id);
  }
  EXPECT_EQ(static_cast<std::size_t>(Event::records_dropped) + 1, std::size(kEvents));
  EXPECT_EQ(names.size(), std::size(kEvents));
  EXPECT_EQ(ids.size(), std::size(kEvents));
}

TEST(Event, IsExplainedInTheCatalogWhichExplainsNothingElse) {
  std::multiset<std::string> ids;
  for (const auto& row : kEvents) ids.emplace(row.kind.id);
  EXPECT_EQ(ids_in_catalog(), ids);
  EXPECT_EQ(words_between('"', '"', kHexadecimal, program_text(), kIdLength), ids)
      << "an id without a row, or twice";
}

TEST(Event, IsExplainedWithFieldsThatThereAre) {
  const std::string program = program_text();
  const auto named =
      words_between('@', '@', "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", text_of(kCatalog));
  EXPECT_GT(named.size(), 5u);
  for (const auto& name : named) EXPECT_NE(program.find('"' + name + '"'), program.npos) << name;
}

TEST(Event, IsFoundInTheCatalogByJournalctl) {
  RANGED_NEEDS(std::system("command -v journalctl >/dev/null") == 0, "journalctl is missing");
  test::TempContent root;
  root.mkdir("usr");
  root.mkdir("usr/lib");
  root.mkdir("usr/lib/systemd");
  root.mkdir("usr/lib/systemd/catalog");
  root.write("usr/lib/systemd/catalog/ranged.catalog", text_of(kCatalog));
  const std::string journalctl = "journalctl --root='" + root.path() + "' ";
  ASSERT_EQ(std::system((journalctl + "--update-catalog").c_str()), 0);
  FILE* const list = ::popen((journalctl + "--list-catalog").c_str(), "r");
  ASSERT_NE(list, nullptr);
  std::string text;
  for (int c = std::fgetc(list); c != EOF; c = std::fgetc(list)) text += static_cast<char>(c);
  ::pclose(list);
  for (const auto& row : kEvents) {
    EXPECT_NE(text.find(std::string(row.kind.id) + " ranged: "), text.npos) << row.kind.name;
  }
}

}  // namespace
}  // namespace ranged::daemon
