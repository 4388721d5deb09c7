#include "content/watched_folders.hpp"

#include <gmock/gmock.h>
#include <sys/inotify.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ranged::content {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Folder::Source watched_by(int watch, std::vector<Folder::LinkWatch> links = {}) {
  Folder::Source source;
  source.watch = watch;
  source.links = std::move(links);
  return source;
}

struct Happened {
  int watch;
  std::uint32_t mask;
  std::string_view name = {};
};

FolderEvents events_of(const std::vector<Happened>& all) {
  FolderEvents events;
  for (const auto& [watch, mask, name] : all) events.add(watch, mask, name);
  return events;
}

/// The root is 1, films 2, films/new 3, links 4, films found as links/movies 2 again. links/best
/// leads to a file in films/new, links/store to one in .store, which is 5; the way to it is looked
/// up in the root.
WatchedFolders some_folders() {
  WatchedFolders folders;
  folders.add("", watched_by(1));
  folders.add("films", watched_by(2));
  folders.add("films/new", watched_by(3));
  folders.add("links", watched_by(4, {{1, false}, {2, false}, {3, true}, {5, true}}));
  folders.add("links/movies", watched_by(2));
  folders.add("links/movies/new", watched_by(3));
  return folders;
}

TEST(WatchedFolders, SayWhatIsToBeReadAgain) {
  const struct {
    std::string_view name;
    std::vector<Happened> events;
    std::set<std::string> expected;
  } cases[] = {
      {"nothing", {}, {}},
      {"in the root", {{1, IN_CREATE, "a"}}, {""}},
      {"in a folder with two paths", {{2, IN_CREATE, "a"}}, {"films", "links/movies"}},
      {"where a link leads",
       {{3, IN_CLOSE_WRITE, "a"}},
       {"films/new", "links", "links/movies/new"}},
      {"a hidden name that nobody follows a link to", {{2, IN_CREATE, ".a"}}, {}},
      {"a hidden name where a link leads", {{3, IN_CREATE, ".a"}}, {"links"}},
      {"in a hidden folder where a link leads", {{5, IN_CREATE, "a"}}, {"links"}},
      {"rights of a folder, and of what a link leads through",
       {{2, IN_ATTRIB}},
       {"films", "links", "links/movies"}},
      {"a folder is gone: those above may have another",
       {{3, IN_DELETE_SELF}},
       {"films", "links", "links/movies"}},
      {"it has moved", {{3, IN_MOVE_SELF}}, {"films", "links", "links/movies"}},
      {"the hidden folder has moved", {{5, IN_MOVE_SELF}}, {"links"}},
      {"several", {{1, IN_CREATE, "a"}, {4, IN_DELETE, "b"}}, {"", "links"}},
      {"a watch that nobody knows", {{9, IN_CREATE, "a"}, {9, IN_IGNORED}}, {}},
  };
  const auto folders = some_folders();
  for (const auto& [name, events, expected] : cases) {
    EXPECT_EQ(folders.to_read(events_of(events)), (ToRead{false, expected})) << name;
  }
}

TEST(WatchedFolders, SayWhenEverythingIsToBeReadAgain) {
  const auto folders = some_folders();
  for (const auto& happened :
       {Happened{-1, IN_Q_OVERFLOW}, {1, IN_MOVE_SELF}, {1, IN_DELETE_SELF}, {1, IN_UNMOUNT}}) {
    EXPECT_EQ(folders.to_read(events_of({happened, {2, IN_CREATE, "a"}})), (ToRead{true, {}}))
        << std::hex << happened.mask;
  }
}

TEST(WatchedFolders, AreForgottenWhenTheLastPathAndTheLastLinkAreGone) {
  auto folders = some_folders();
  EXPECT_EQ(folders.size(), 5u);
  folders.remove("films", watched_by(2));
  EXPECT_THAT(folders.take_unused(), IsEmpty());
  EXPECT_EQ(folders.to_read(events_of({{2, IN_CREATE, "a"}})).folders,
            (std::set<std::string>{"links/movies"}));
  folders.remove("links/movies", watched_by(2));
  EXPECT_THAT(folders.take_unused(), IsEmpty()) << "a link leads through it";
  folders.remove("links", watched_by(4, {{1, false}, {2, false}, {3, true}, {5, true}}));
  EXPECT_THAT(folders.take_unused(), UnorderedElementsAre(2, 4, 5));
  EXPECT_FALSE(folders.contains(2));
  EXPECT_TRUE(folders.contains(3));
  EXPECT_THAT(folders.take_unused(), IsEmpty());
}

TEST(WatchedFolders, ThatAreAddedAgainAreOfUse) {
  auto folders = some_folders();
  folders.remove("films", watched_by(2));
  folders.remove("links/movies", watched_by(2));
  folders.remove("links", watched_by(4, {{1, false}, {2, false}, {3, true}, {5, true}}));
  folders.add("pictures", watched_by(2));
  EXPECT_THAT(folders.take_unused(), UnorderedElementsAre(4, 5));
  EXPECT_EQ(folders.to_read(events_of({{2, IN_CREATE, "a"}})).folders,
            (std::set<std::string>{"pictures"}));
}

TEST(WatchedFolders, KnowWhatOthersDoNotWatch) {
  WatchedFolders others;
  others.add("", watched_by(1));
  others.add("films", watched_by(6, {{3, true}}));
  EXPECT_THAT(some_folders().without(others), UnorderedElementsAre(2, 4, 5));
  EXPECT_THAT(others.without(some_folders()), ElementsAre(6));
}

TEST(WatchedFolders, WhatIsNotWatchedIsNotKnown) {
  WatchedFolders folders;
  folders.add("", watched_by(-1));
  EXPECT_EQ(folders.size(), 0u);
  folders.remove("", watched_by(-1));
  EXPECT_THAT(folders.take_unused(), IsEmpty());
}

}  // namespace
}  // namespace ranged::content
