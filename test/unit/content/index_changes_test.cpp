#include "ranged/content/index_changes.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace ranged::content {
namespace {

ContentIndex index_of(const std::vector<Entry>& entries) {
  ContentIndex::Builder builder;
  for (const auto& entry : entries) builder.add(entry);
  return std::move(builder).build();
}

Entry file(std::string_view path) {
  return {EntryKind::file, path, path, 5, FileTime(7), "video/mp4", 0};
}
Entry folder(std::string_view path) {
  return {EntryKind::folder, path, path, 0, FileTime(7), {}, 0};
}

TEST(IndexChanges, AreCountedByThePathsOfFiles) {
  Entry longer = file("b"), newer = file("b"), elsewhere = file("b"), retyped = file("b");
  longer.length = 6;
  newer.modified = FileTime(8);
  elsewhere.resolved = "c";
  retyped.media_type = "text/html";
  Entry touched = folder("f");
  touched.modified = FileTime(9);
  const struct {
    std::string_view name;
    std::vector<Entry> before, after;
    IndexChanges expected;
  } cases[] = {
      {"nothing", {}, {}, {}},
      {"all the same", {file("a"), file("b")}, {file("a"), file("b")}, {}},
      {"the first", {}, {file("a"), file("b")}, {.added = 2}},
      {"the last", {file("a"), file("b")}, {}, {.removed = 2}},
      {"one in front", {file("b")}, {file("a"), file("b")}, {.added = 1}},
      {"one behind", {file("b")}, {file("b"), file("c")}, {.added = 1}},
      {"one in between", {file("a"), file("b"), file("c")}, {file("a"), file("c")}, {.removed = 1}},
      {"another name", {file("a")}, {file("b")}, {.added = 1, .removed = 1}},
      {"longer", {file("b")}, {longer}, {.changed = 1}},
      {"newer", {file("b")}, {newer}, {.changed = 1}},
      {"a link turned", {file("b")}, {elsewhere}, {.changed = 1}},
      {"another type", {file("b")}, {retyped}, {.changed = 1}},
      {"folders", {folder("f"), folder("g")}, {touched, folder("h")}, {}},
      {"a folder that was a file", {file("a")}, {folder("a"), file("a/b")}, {1, 1, 0}},
      {"all at once", {file("a"), file("b"), file("d")}, {longer, file("c"), file("d")}, {1, 1, 1}},
  };
  for (const auto& [name, before, after, expected] : cases) {
    EXPECT_EQ(changes_between(index_of(before), index_of(after)), expected) << name;
  }
}

}  // namespace
}  // namespace ranged::content
