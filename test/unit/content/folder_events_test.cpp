#include "content/folder_events.hpp"

#include <gtest/gtest.h>
#include <sys/inotify.h>

#include <string_view>

namespace ranged::content {
namespace {

constexpr std::uint8_t kNothing = 0;

std::uint8_t change_of(std::uint32_t mask, std::string_view name) {
  FolderEvents events;
  events.add(7, mask, name);
  EXPECT_FALSE(events.has_lost());
  const auto found = events.changes().find(7);
  EXPECT_EQ(events.empty(), found == events.changes().end());
  return found == events.changes().end() ? kNothing : found->second;
}

TEST(FolderEvents, SayWhatKindOfThingHappened) {
  using Change = FolderChange;
  const struct {
    std::uint32_t mask;
    std::string_view name;
    std::uint8_t expected;
  } cases[] = {
      {IN_CREATE, "a.mp4", Change::kNames},
      {IN_CREATE | IN_ISDIR, "clips", Change::kNames},
      {IN_CLOSE_WRITE, "a.mp4", Change::kNames},
      {IN_DELETE, "a.mp4", Change::kNames},
      {IN_MOVED_FROM, "a.mp4", Change::kNames},
      {IN_MOVED_TO | IN_ISDIR, "clips", Change::kNames},
      {IN_ATTRIB, "a.mp4", Change::kNames},
      {IN_ATTRIB | IN_ISDIR, "clips", Change::kNames},

      {IN_CREATE, ".a.mp4.part", Change::kHiddenNames},
      {IN_MOVED_TO, "..data", Change::kHiddenNames},

      {IN_ATTRIB, "", Change::kRights},
      {IN_ATTRIB | IN_ISDIR, "", Change::kRights},

      {IN_DELETE_SELF, "", Change::kGone},
      {IN_MOVE_SELF, "", Change::kGone},
      {IN_UNMOUNT, "", Change::kGone},
      {IN_IGNORED, "", Change::kGone},

      {IN_MODIFY, "a.mp4", kNothing},
      {IN_OPEN | IN_ISDIR, "", kNothing},
      {IN_CLOSE_NOWRITE, "a.mp4", kNothing},
      {IN_ACCESS, "a.mp4", kNothing},
  };
  for (const auto& [mask, name, expected] : cases) {
    EXPECT_EQ(change_of(mask, name), expected) << std::hex << mask << ' ' << name;
  }
}

TEST(FolderEvents, AreGatheredByTheirFolder) {
  FolderEvents events;
  EXPECT_TRUE(events.empty());
  events.add(1, IN_CREATE, "a");
  events.add(2, IN_CREATE, "b");
  FolderEvents more;
  more.add(1, IN_CREATE, "c");
  more.add(1, IN_CREATE, ".c");
  more.add(3, IN_DELETE_SELF, "");
  events.merge(more);
  EXPECT_EQ(events.changes().size(), 3u);
  EXPECT_EQ(events.changes().at(1), FolderChange::kNames | FolderChange::kHiddenNames);
  EXPECT_EQ(events.changes().at(2), FolderChange::kNames);
  EXPECT_TRUE(events.is_gone(3));
  EXPECT_FALSE(events.is_gone(1));
  EXPECT_FALSE(events.is_gone(4));
  EXPECT_FALSE(events.has_lost());
}

TEST(FolderEvents, AreLostTogether) {
  FolderEvents lost;
  lost.add(-1, IN_Q_OVERFLOW, "");
  EXPECT_TRUE(lost.has_lost());
  EXPECT_FALSE(lost.empty());
  EXPECT_TRUE(lost.changes().empty());
  FolderEvents events;
  events.merge(lost);
  EXPECT_TRUE(events.has_lost());
}

}  // namespace
}  // namespace ranged::content
