#include "ranged/content/content_index.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ranged::content {
namespace {

Entry file(std::string_view path, std::uint64_t length = 1) {
  return {EntryKind::file, path, path, length, FileTime(7), "video/mp4"};
}

Entry folder(std::string_view path) { return {EntryKind::folder, path, path, 0, FileTime(5), {}}; }

ContentIndex index_of(std::initializer_list<Entry> entries) {
  ContentIndex::Builder builder;
  for (const auto& entry : entries) builder.add(entry);
  return std::move(builder).build();
}

/// "file video/mp4 3 octets at 7", with "as NAME" if it is opened by another name; "nothing".
std::string found(const ContentIndex& index, std::string_view path) {
  const auto entry = index.find(path);
  if (!entry) return "nothing";
  if (entry->path != path) return "another path: " + std::string(entry->path);
  std::string text = entry->kind == EntryKind::file ? "file " : "folder ";
  text += std::string(entry->media_type) + ' ' + std::to_string(entry->length) + " octets at " +
          std::to_string(entry->modified.count());
  if (entry->resolved != path) text += " as " + std::string(entry->resolved);
  return text;
}

TEST(ContentIndex, FindsWhatWasAddedInAnyOrderAndNothingElse) {
  const auto index = index_of({
      file("z.mp4", 3),
      folder("clips"),
      file("clips/b.mp4", 5),
      {EntryKind::file, "clips/a.mp4", "films/\xff.mkv", 1ull << 40, FileTime(-9), "video/webm"},
      {EntryKind::folder, "linked", "films", 0, FileTime(5), {}},
      file("clips-old"),
      file("a\nb"),
  });
  const struct {
    std::string_view path, expected;
  } cases[] = {
      {"", "folder  0 octets at 0"},
      {"z.mp4", "file video/mp4 3 octets at 7"},
      {"clips", "folder  0 octets at 5"},
      {"clips/b.mp4", "file video/mp4 5 octets at 7"},
      {"clips/a.mp4", "file video/webm 1099511627776 octets at -9 as films/\xff.mkv"},
      {"linked", "folder  0 octets at 5 as films"},
      {"clips-old", "file video/mp4 1 octets at 7"},
      {"a\nb", "file video/mp4 1 octets at 7"},

      {"clips/", "nothing"},
      {"clip", "nothing"},
      {"clips/a.mp", "nothing"},
      {"clips/a.mp4x", "nothing"},
      {"Clips", "nothing"},
      {"a", "nothing"},
      {"zz", "nothing"},
      {"films/\xff.mkv", "nothing"},  // the name it is opened by is not one it is asked by
      {std::string_view("z.mp4\0", 6), "nothing"},
  };
  for (const auto& [path, expected] : cases) {
    EXPECT_EQ(found(index, path), expected) << '"' << path << '"';
  }
}

TEST(ContentIndex, AnEmptyOneHasTheRoot) {
  const ContentIndex index;
  EXPECT_EQ(found(index, ""), "folder  0 octets at 0");
  EXPECT_EQ(found(index, "a"), "nothing");
  EXPECT_EQ(index.files() + index.folders() + index.octets(), 0u);
}

TEST(ContentIndex, APathAddedTwiceKeepsTheFirst) {
  const auto index =
      index_of({file("b", 1), file("a", 2), file("b", 3), folder("b"), file("c", 4)});
  EXPECT_EQ(found(index, "b"), "file video/mp4 1 octets at 7");
  EXPECT_EQ(found(index, "a"), "file video/mp4 2 octets at 7");
  EXPECT_EQ(found(index, "c"), "file video/mp4 4 octets at 7");
  EXPECT_EQ(index.files(), 3u);
  EXPECT_EQ(index.folders(), 0u);
  EXPECT_EQ(index.octets(), 7u);
}

TEST(ContentIndex, CountsFilesAndFoldersAndOctets) {
  const auto index = index_of({file("a", 10), folder("b"), file("b/c", 20), folder("d")});
  EXPECT_EQ(index.files(), 2u);
  EXPECT_EQ(index.folders(), 2u);
  EXPECT_EQ(index.octets(), 30u);
}

TEST(ContentIndex, CanBeHandedOver) {
  auto index = index_of({file("a", 2)});  // short enough to live inside a string
  const ContentIndex other(std::move(index));
  EXPECT_EQ(found(other, "a"), "file video/mp4 2 octets at 7");
}

TEST(ContentIndex, TakesFewOctetsAFileOverThePathsThemselves) {
  constexpr std::size_t kFiles = 100'000;
  constexpr std::size_t kMostOctets = 48;  // 300 are promised
  ContentIndex::Builder builder;
  std::size_t paths = 0;
  for (std::size_t i = 0; i < kFiles; ++i) {
    const auto path = "series/season " + std::to_string(i % 100) + "/" + std::to_string(i) + ".mp4";
    paths += path.size();
    builder.add(file(path));
  }
  const auto index = std::move(builder).build();
  EXPECT_EQ(index.files(), kFiles);
  EXPECT_GE(index.memory(), paths);
  EXPECT_LE(index.memory(), paths + kFiles * kMostOctets);
}

TEST(ContentIndex, KnowsWhatStandsDirectlyInAFolder) {
  const auto index =
      index_of({file("a.mp4"), folder("clips"), file("clips!"), folder("clips/2"),
                file("clips/2/x"), file("clips/2/y"), file("clips/2!"), file("clips/20"),
                folder("clips/3"), folder("clips/3/deep"), file("clips/3/deep/z"),
                file("clips-old"), file("clips0"), file("clips/\xff"), folder("empty"), file("z")});
  const struct {
    std::string_view folder, expected;
  } cases[] = {
      {"", "a.mp4|clips|clips!|clips-old|clips0|empty|z|"},
      {"clips", "clips/2|clips/2!|clips/20|clips/3|clips/\xff|"},
      {"clips/2", "clips/2/x|clips/2/y|"},
      {"clips/3", "clips/3/deep|"},
      {"clips/3/deep", "clips/3/deep/z|"},
      {"empty", ""},
      {"z", ""},
      {"nowhere", ""},
  };
  for (const auto& [parent, expected] : cases) {
    std::string names;
    for (const auto number : index.children(parent)) {
      names.append(index.at(number).path).append("|");
    }
    EXPECT_EQ(names, expected) << parent;
  }
  EXPECT_TRUE(ContentIndex().children("").empty());
}

TEST(ContentIndexDeathTest, ANameMustNotBeEmpty) {
  ContentIndex::Builder builder;
  EXPECT_DEATH(builder.add(file("")), "check failed");
}

}  // namespace
}  // namespace ranged::content
