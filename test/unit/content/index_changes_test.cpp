#include "ranged/content/index_changes.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "support/index_builder.hpp"

namespace ranged::content {
namespace {

using test::IndexBuilder;

/// One name of an index: `path`, opened by `resolved`, which is the same unless something is said.
struct Name {
  std::string_view path;
  std::string_view resolved = {};
  std::uint64_t length = 5;
  int modified = 7;
  bool is_folder = false;
};

Name folder(std::string_view path, std::string_view resolved = {}, int modified = 7) {
  return {path, resolved, 0, modified, true};
}

ContentIndex index_of(const std::vector<Name>& names) {
  IndexBuilder builder;
  for (const auto& name : names) {
    const auto resolved = name.resolved.empty() ? name.path : name.resolved;
    const IndexBuilder::State state{name.length, FileTime(name.modified), 0};
    if (name.is_folder) {
      builder.folder(name.path, resolved, state);
    } else {
      builder.file(name.path, resolved, state);
    }
  }
  return builder.build();
}

TEST(IndexChanges, AreCountedByThePathsOfFiles) {
  const Name longer{"b", {}, 6}, newer{"b", {}, 5, 8}, elsewhere{"b", "c"};
  const struct {
    std::string_view name;
    std::vector<Name> before, after;
    IndexChanges expected;
  } cases[] = {
      {"nothing", {}, {}, {}},
      {"all the same", {{"a"}, {"b"}}, {{"a"}, {"b"}}, {}},
      {"the first", {}, {{"a"}, {"b"}}, {.added = 2}},
      {"the last", {{"a"}, {"b"}}, {}, {.removed = 2}},
      {"one in front", {{"b"}}, {{"a"}, {"b"}}, {.added = 1}},
      {"one behind", {{"b"}}, {{"b"}, {"c"}}, {.added = 1}},
      {"one in between", {{"a"}, {"b"}, {"c"}}, {{"a"}, {"c"}}, {.removed = 1}},
      {"another name", {{"a"}}, {{"b"}}, {.added = 1, .removed = 1}},
      {"longer", {{"b"}}, {longer}, {.changed = 1}},
      {"newer", {{"b"}}, {newer}, {.changed = 1}},
      {"a link turned", {{"b"}}, {elsewhere}, {.changed = 1}},
      {"folders", {folder("f"), folder("g")}, {folder("f", {}, 9), folder("h")}, {}},
      {"a folder that was a file", {{"a"}}, {{"a/b"}, {"a/c"}}, {2, 1, 0}},
      {"a file that was a folder", {{"a/b"}, {"a/c"}}, {{"a"}}, {1, 2, 0}},
      {"a folder with what is in it", {{"a"}}, {{"a"}, {"f/g/b"}, {"f/c"}}, {.added = 2}},
      {"a folder and what was in it", {{"a"}, {"f/g/b"}, {"f/c"}}, {{"a"}}, {.removed = 2}},
      {"deep down", {{"a/b/c"}, {"a/b/d"}}, {{"a/b/c"}, {"a/b/d", {}, 6}}, {.changed = 1}},
      {"a link to a folder turned, and what is in both",
       {folder("l", "f"), {"l/a", "f/a"}, {"l/g/b", "f/g/b"}, {"l/x", "f/x"}},
       {folder("l", "h"), {"l/a", "h/a"}, {"l/g/b", "h/g/b"}},
       {.removed = 1, .changed = 2}},
      {"a link in it that leads where it led",
       {folder("l", "f"), {"l/a", "k"}},
       {folder("l", "h"), {"l/a", "k"}},
       {}},
      {"all at once", {{"a"}, {"b"}, {"d"}}, {longer, {"c"}, {"d"}}, {1, 1, 1}},
  };
  for (const auto& [name, before, after, expected] : cases) {
    EXPECT_EQ(changes_between(index_of(before), index_of(after)), expected) << name;
  }
}

TEST(IndexChanges, FoldersThatAreSharedAreTheSame) {
  const auto index = index_of({{"a"}, {"f/b"}});
  EXPECT_EQ(changes_between(index, index), IndexChanges{});
}

}  // namespace
}  // namespace ranged::content
