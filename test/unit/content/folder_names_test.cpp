#include "ranged/content/folder_names.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace ranged::content {
namespace {

using testing::ElementsAre;

FolderEntry file(std::string_view name, std::uint64_t length = 1) {
  return {EntryKind::file, name, {}, length, FileTime(7), 3, "video/mp4"};
}

FolderEntry folder(std::string_view name) { return {EntryKind::folder, name, {}, 9, FileTime(9)}; }

FolderNames::Pointer names_of(const std::vector<FolderEntry>& entries) {
  FolderNames::Builder builder;
  for (const auto& entry : entries) builder.add(entry);
  return std::move(builder).build();
}

std::vector<std::string> spelled(const FolderNames& names) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < names.size(); ++i) all.emplace_back(names.at(i).name);
  return all;
}

TEST(FolderNames, AreInTheOrderOfTheirOctetsEachOnce) {
  const auto names = names_of({file("b", 1), file("\xff"), file("a"), folder("b"), file("B"),
                               file("b", 2), folder("c"), file("c")});
  EXPECT_THAT(spelled(*names), ElementsAre("B", "a", "b", "c", "\xff"));
  EXPECT_EQ(names->at(2).kind, EntryKind::file) << "the first that was added counts";
  EXPECT_EQ(names->at(2).length, 1u);
  EXPECT_EQ(names->at(3).kind, EntryKind::folder);
  EXPECT_EQ(names->files(), 4u);
  EXPECT_EQ(names->folders(), 1u);
  EXPECT_EQ(names->octets(), 4u);
}

TEST(FolderNames, AreFoundAsTheyAreSpelledAndNotOtherwise) {
  const auto names = names_of({file("b"), file("bb"), folder("d")});
  EXPECT_EQ(names->find("b"), 0u);
  EXPECT_EQ(names->find("bb"), 1u);
  EXPECT_EQ(names->find("d"), 2u);
  for (const std::string_view name : {"", "a", "B", "bbb", "c", "e"}) {
    EXPECT_EQ(names->find(name), std::nullopt) << name;
  }
}

TEST(FolderNames, KeepWhatIsKnownOfAFile) {
  const auto names =
      names_of({{EntryKind::file, "a.mp4", "films/b", 1ull << 40, FileTime(-9), 4, "video/mp4"},
                {EntryKind::file, "b.txt", {}, 0, FileTime(5), 1ull << 40, "text/plain"}});
  const auto a = names->at(0);
  EXPECT_EQ(a.link, "films/b");
  EXPECT_EQ(a.length, 1ull << 40);
  EXPECT_EQ(a.modified, FileTime(-9));
  EXPECT_EQ(a.device, 4u);
  EXPECT_EQ(a.media_type, "video/mp4");
  const auto b = names->at(1);
  EXPECT_EQ(b.link, "");
  EXPECT_EQ(b.device, 1ull << 40);
  EXPECT_EQ(b.media_type, "text/plain");
}

TEST(FolderNames, SayWhichFolderIsWhich) {
  FolderNames::Builder builder;
  for (const auto& entry : {folder("z"), file("m"), folder("b"), folder("z"), folder("a")}) {
    builder.add(entry);
  }
  std::vector<std::size_t> added;
  const auto names = std::move(builder).build(added);
  EXPECT_THAT(spelled(*names), ElementsAre("a", "b", "m", "z"));
  EXPECT_THAT(added, ElementsAre(3, 1, 0));
  EXPECT_EQ(names->folders_before(0), 0u);
  EXPECT_EQ(names->folders_before(1), 1u);
  EXPECT_EQ(names->folders_before(3), 2u);
}

TEST(FolderNames, AreEqualIfNothingThatIsKnownDiffers) {
  const auto names = names_of({file("a"), folder("b")});
  EXPECT_EQ(*names, *names_of({folder("b"), file("a")}));
  FolderEntry later = file("a"), linked = file("a"), moved = file("a"), retyped = file("a");
  later.modified = FileTime(8);
  linked.link = "b";
  moved.device = 4;
  retyped.media_type = "video/webm";
  for (const auto& other : {file("a", 2), file("aa"), folder("a"), later, linked, moved, retyped}) {
    EXPECT_FALSE(*names == *names_of({other, folder("b")})) << other.name;
  }
  EXPECT_FALSE(*names == *names_of({file("a")}));
}

TEST(FolderNamesDeathTest, ANameMustNotBeEmpty) {
  FolderNames::Builder builder;
  EXPECT_DEATH(builder.add(file("")), "check failed");
}

}  // namespace
}  // namespace ranged::content
