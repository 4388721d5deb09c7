#include "ranged/content/content_index.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/index_builder.hpp"

namespace ranged::content {
namespace {

using test::IndexBuilder;

IndexBuilder::State state(std::uint64_t length, int modified = 7) {
  return {length, FileTime(modified), 0};
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
  const auto index = IndexBuilder()
                         .file("z.mp4", "z.mp4", state(3))
                         .folder("clips", "clips", state(0, 5))
                         .file("clips/b.mp4", "clips/b.mp4", state(5))
                         .file("clips/a.mp4", "films/\xff.webm", state(1ull << 40, -9))
                         .folder("linked", "films", state(0, 5))
                         .file("linked/sub/c.mp4", "films/sub/c.mp4", state(2))
                         .folder("linked/again", "clips", state(0, 5))
                         .file("linked/again/b.mp4", "clips/b.mp4", state(5))
                         .file("clips-old", "clips-old", state(1))
                         .file("a\nb", "a\nb", state(1))
                         .build();
  const struct {
    std::string_view path, expected;
  } cases[] = {
      {"", "folder  0 octets at 0"},
      {"z.mp4", "file video/mp4 3 octets at 7"},
      {"clips", "folder  0 octets at 5"},
      {"clips/b.mp4", "file video/mp4 5 octets at 7"},
      {"clips/a.mp4", "file video/mp4 1099511627776 octets at -9 as films/\xff.webm"},
      {"linked", "folder  0 octets at 5 as films"},
      {"linked/sub", "folder  0 octets at 0 as films/sub"},
      {"linked/sub/c.mp4", "file video/mp4 2 octets at 7 as films/sub/c.mp4"},
      {"linked/again/b.mp4", "file video/mp4 5 octets at 7 as clips/b.mp4"},
      {"clips-old", "file application/octet-stream 1 octets at 7"},
      {"a\nb", "file application/octet-stream 1 octets at 7"},

      {"clips/", "nothing"},
      {"/clips", "nothing"},
      {"z.mp4/x", "nothing"},
      {"clips//b.mp4", "nothing"},
      {"clip", "nothing"},
      {"clips/a.mp", "nothing"},
      {"clips/a.mp4x", "nothing"},
      {"Clips", "nothing"},
      {"a", "nothing"},
      {"zz", "nothing"},
      {"films/\xff.webm", "nothing"},  // the name it is opened by is not one it is asked by
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

TEST(ContentIndex, CountsFilesAndFoldersAndOctets) {
  const auto index = IndexBuilder()
                         .file("a", "a", state(10))
                         .file("b/c", "b/c", state(20))
                         .file("b/d/e", "b/d/e", state(30))
                         .folder("f")
                         .build();
  EXPECT_EQ(index.files(), 3u);
  EXPECT_EQ(index.folders(), 3u);
  EXPECT_EQ(index.octets(), 60u);
  EXPECT_EQ(index.find("b")->folder->totals(), (Folder::Totals{2, 1, 50}));
}

TEST(ContentIndex, SaysWhatStandsInAFolder) {
  const auto index = IndexBuilder()
                         .file("clips/b.mp4", "clips/b.mp4", {5, FileTime(6), 7})
                         .folder("clips/a", "clips/a", {0, FileTime(8), 9})
                         .file("clips/a/x.mp4")
                         .file("clips/a-b.txt", "films/b.txt")
                         .build();
  EXPECT_EQ(index.find("clips/b.mp4")->folder, nullptr);
  const auto folder = index.find("clips")->folder;
  ASSERT_EQ(folder->size(), 3u);
  EXPECT_EQ(folder->at(0).name, "a");
  EXPECT_EQ(folder->at(0).kind, EntryKind::folder);
  EXPECT_EQ(folder->at(0).modified, FileTime(8));
  EXPECT_EQ(folder->at(0).device, 9u);
  EXPECT_EQ(folder->folder(0)->size(), 1u);
  EXPECT_EQ(folder->at(1).name, "a-b.txt");
  EXPECT_EQ(folder->at(1).link, "films/b.txt");
  EXPECT_EQ(folder->at(2).name, "b.mp4");
  EXPECT_EQ(folder->at(2).link, "");
  EXPECT_EQ(folder->at(2).length, 5u);
  EXPECT_EQ(folder->at(2).modified, FileTime(6));
  EXPECT_EQ(folder->at(2).device, 7u);
  EXPECT_EQ(folder->at(2).media_type, "video/mp4");
}

TEST(ContentIndex, KnowsWhatStandsDirectlyInAFolder) {
  IndexBuilder builder;
  for (const auto* const path :
       {"a.mp4", "clips!", "clips/2/x", "clips/2/y", "clips/2!", "clips/20", "clips/3/deep/z",
        "clips-old", "clips0", "clips/\xff"}) {
    builder.file(path);
  }
  const auto index = builder.folder("empty").build();
  const struct {
    std::string_view folder, expected;
  } cases[] = {
      {"", "a.mp4|clips|clips!|clips-old|clips0|empty|"},
      {"clips", "2|2!|20|3|\xff|"},
      {"clips/2", "x|y|"},
      {"clips/3", "deep|"},
      {"clips/3/deep", "z|"},
      {"empty", ""},
  };
  for (const auto& [parent, expected] : cases) {
    std::string names;
    const auto folder = index.find(parent)->folder;
    for (std::size_t i = 0; i < folder->size(); ++i) names.append(folder->at(i).name).append("|");
    EXPECT_EQ(names, expected) << parent;
  }
}

TEST(ContentIndex, TakesFewOctetsAFileOverTheNamesThemselves) {
  constexpr std::size_t kFiles = 100'000;
  constexpr std::size_t kMostOctets = 36;
  IndexBuilder builder;
  std::size_t names = 0;
  for (std::size_t i = 0; i < kFiles; ++i) {
    const auto name = std::to_string(i) + ".mp4";
    names += name.size();
    builder.file("series/season " + std::to_string(i % 100) + "/" + name);
  }
  const auto index = builder.build();
  EXPECT_EQ(index.files(), kFiles);
  EXPECT_GE(index.memory(), names);
  EXPECT_LE(index.memory(), names + kFiles * kMostOctets);
}

}  // namespace
}  // namespace ranged::content
