#include "content/index_draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "ranged/content/content_index.hpp"
#include "ranged/http/media_type.hpp"
#include "support/index_builder.hpp"

namespace ranged::content {
namespace {

using test::IndexBuilder;

/// a/x a/deep/y b/z l -> a l/x
ContentIndex some_index() {
  return IndexBuilder()
      .file("a/x")
      .file("a/deep/y")
      .file("b/z")
      .folder("l", "a")
      .file("l/x", "a/x")
      .build();
}

FolderNames::Pointer names_of(std::initializer_list<std::string_view> files,
                              std::initializer_list<std::string_view> folders = {}) {
  FolderNames::Builder builder;
  for (const auto name : files) {
    FolderEntry entry;
    entry.name = name;
    entry.media_type = http::media_type_of(name);
    builder.add(entry);
  }
  for (const auto name : folders) builder.add({EntryKind::folder, name});
  return std::move(builder).build();
}

/// Every name, with those of the folders in brackets: "a(deep(y) x) b(z)".
std::string spelled(const Folder& folder) {
  std::string text;
  for (std::size_t i = 0; i < folder.size(); ++i) {
    if (i > 0) text += ' ';
    const auto entry = folder.at(i);
    text += entry.name;
    if (entry.kind == EntryKind::folder) text += '(' + spelled(*folder.folder(i)) + ')';
  }
  return text;
}

TEST(IndexDraft, IsWhatWasBeforeIfNothingIsDone) {
  const auto before = some_index().root();
  EXPECT_EQ(IndexDraft(before).finish(), before);
  IndexDraft opened(before);
  EXPECT_TRUE(opened.open("a/deep"));
  EXPECT_EQ(opened.finish(), before) << "what is only looked at is shared";
}

TEST(IndexDraft, OpensWhatIsThereAndNothingElse) {
  IndexDraft draft(some_index().root());
  EXPECT_EQ(draft.open(""), IndexDraft::kRoot);
  const auto deep = draft.open("a/deep");
  ASSERT_TRUE(deep);
  EXPECT_EQ(draft.open("a/deep"), deep) << "the same again";
  EXPECT_EQ(draft.parent_of(*deep), draft.open("a"));
  for (const auto* const path : {"c", "a/x", "a/deep/y", "a/x/y", "b/deep"}) {
    EXPECT_FALSE(draft.open(path)) << path;
  }
  EXPECT_FALSE(IndexDraft(nullptr).open(""));
}

TEST(IndexDraft, KnowsThePlaceOfAFolder) {
  const auto index = IndexBuilder().folder("l", "a").folder("l/m/n").folder("l/m/o", "b").build();
  const struct {
    std::string_view path, resolved;
    int linked_folders;
  } cases[] = {{"", "", 0}, {"l", "a", 1}, {"l/m", "a/m", 1}, {"l/m/o", "b", 2}};
  IndexDraft draft(index.root());
  for (const auto& [path, resolved, linked_folders] : cases) {
    const auto place = draft.place_of(*draft.open(path));
    EXPECT_EQ(place.path, path);
    EXPECT_EQ(place.resolved, resolved);
    EXPECT_EQ(place.linked_folders, linked_folders) << path;
  }
}

TEST(IndexDraft, SharesAllButTheWayToWhatHasChanged) {
  const auto before = some_index().root();
  IndexDraft draft(before);
  draft.fill(*draft.open("a/deep"), names_of({"w"}), {}, {});
  const auto after = draft.finish();
  EXPECT_EQ(spelled(*after), "a(deep(w) x) b(z) l(x)");
  EXPECT_EQ(spelled(*before), "a(deep(y) x) b(z) l(x)");
  EXPECT_NE(after->folder(0), before->folder(0));
  EXPECT_EQ(after->folder(0)->names(), before->folder(0)->names());
  EXPECT_EQ(after->folder(1), before->folder(1));
  EXPECT_EQ(after->folder(2), before->folder(2));
}

TEST(IndexDraft, SharesWhatHasBeenReadAgainAndIsTheSame) {
  const auto before = some_index().root();
  IndexDraft draft(before);
  const auto a = *draft.open("a");
  draft.fill(a, names_of({"x"}, {"deep"}), {nullptr}, before->folder(0)->source());
  draft.fill(draft.add(a, 0), names_of({"y"}), {}, {});
  EXPECT_EQ(draft.before(a), before->folder(0));
  // IndexBuilder's files have the length and time of nothing, as those of names_of().
  EXPECT_EQ(draft.finish(), before);
}

TEST(IndexDraft, ThatItIsReadFromAnotherFolderIsAChange) {
  const auto before = some_index().root();
  IndexDraft draft(before);
  Folder::Source source;
  source.inode = 5;
  draft.fill(*draft.open("b"), names_of({"z"}), {}, source);
  const auto after = draft.finish();
  EXPECT_NE(after, before);
  EXPECT_EQ(after->folder(1)->names(), before->folder(1)->names());
  EXPECT_EQ(after->folder(1)->source().inode, 5u);
}

TEST(IndexDraft, BeginsWithNothing) {
  IndexDraft draft(nullptr);
  draft.fill(IndexDraft::kRoot, names_of({"x"}, {"a", "b"}), {nullptr, nullptr}, {});
  const auto b = draft.add(IndexDraft::kRoot, 1);
  EXPECT_EQ(draft.place_of(b).path, "b");
  draft.fill(b, names_of({"y"}), {}, {});
  EXPECT_EQ(spelled(*draft.finish()), "b(y) x") << "what was not filled is left out";
}

TEST(IndexDraft, KeepsWhatIsToBeKept) {
  const auto before = some_index().root();
  IndexDraft draft(before);
  draft.fill(IndexDraft::kRoot, names_of({}, {"a", "c"}), {before->folder(0), nullptr}, {});
  EXPECT_TRUE(draft.open("a/deep"));
  EXPECT_FALSE(draft.open("b")) << "it has gone";
  EXPECT_FALSE(draft.open("c")) << "it is new, and to be read as a whole";
  const auto c = draft.add(IndexDraft::kRoot, 1);
  draft.fill(c, names_of({"w"}), {}, {});
  EXPECT_EQ(spelled(*draft.finish()), "a(deep(y) x) c(w)");
}

TEST(IndexDraft, LeavesOutWhatIsRemoved) {
  const auto before = some_index().root();
  IndexDraft draft(before);
  draft.remove(*draft.open("a/deep"));
  EXPECT_FALSE(draft.open("a/deep"));
  EXPECT_EQ(spelled(*draft.finish()), "a(x) b(z) l(x)");
  IndexDraft rootless(before);
  ASSERT_TRUE(rootless.open("a"));
  rootless.remove(IndexDraft::kRoot);
  EXPECT_EQ(rootless.finish(), nullptr);
}

}  // namespace
}  // namespace ranged::content
