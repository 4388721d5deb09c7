#include "content/follower.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "support/child.hpp"
#include "support/index_text.hpp"
#include "support/needs.hpp"
#include "support/temp_content.hpp"

// Whatever is done to a folder, reading again where something has happened gives what reading
// everything gives.

namespace ranged::content {
namespace {

using test::text_of;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class FollowerTest : public testing::Test {
 protected:
  struct Counting final : ScanProgress {
    bool on_name(std::size_t) override { return ++names < most; }
    std::size_t names = 0;
    std::size_t most = 1'000'000;
  };

  void begin(const Follower::Settings& settings = {}) {
    follower_.emplace(types_, settings);
    root_.emplace(std::get<ContentRoot>(ContentRoot::open(content_.absolute(folder_))));
    scan_ = follower_->scan(*root_, progress_, false);
  }

  /// What has happened since the last call.
  FolderEvents events() {
    FolderEvents all;
    while (follower_->inotify()->read(all)) {
    }
    return all;
  }

  /// Reads again what has changed. Whether that was enough, rather than reading everything.
  bool follow() {
    progress_.names = 0;
    auto again = follower_->scan_again(*root_, events(), progress_);
    const bool is_enough = again.has_value();
    scan_ = is_enough ? std::move(again) : follower_->scan(*root_, progress_, false);
    return is_enough;
  }

  void expect_up_to_date(const std::string& what) {
    EXPECT_EQ(text_of(scan_->index), text_of(scan(*root_).index)) << what;
  }

  std::string folder_;
  test::TempContent content_;
  std::optional<ContentRoot> root_;
  std::shared_ptr<const http::MediaTypes> types_ = std::make_shared<const http::MediaTypes>();
  std::optional<Follower> follower_;
  Counting progress_;
  std::optional<Scan> scan_;
};

TEST_F(FollowerTest, ReadsAgainWhereSomethingHappenedAndNowhereElse) {
  content_.write("a/x.mp4", "x");
  content_.write("a/deep/y.mp4", "x");
  content_.write("b/z.mp4", "x");
  begin();
  const auto before = scan_->index.root();
  EXPECT_THAT(scan_->folders_read, IsEmpty()) << "everything";
  ASSERT_TRUE(follow());
  EXPECT_EQ(scan_->index.root(), before);
  EXPECT_EQ(progress_.names, 0u);

  content_.write("a/deep/new.mp4", "xy");
  ASSERT_TRUE(follow());
  expect_up_to_date("a file in a folder");
  EXPECT_THAT(scan_->folders_read, UnorderedElementsAre("a/deep"));
  EXPECT_EQ(progress_.names, 2u);
  EXPECT_EQ(scan_->index.root()->folders()[1], before->folders()[1]);
  EXPECT_EQ(scan_->index.find("a/deep")->modified, scan(*root_).index.find("a/deep")->modified);
}

TEST_F(FollowerTest, NoticesWhateverIsDone) {
  content_.write("a/x.mp4", "x");
  content_.write("a/deep/er/y.mp4", "x");
  content_.write("b/z.mp4", "x");
  content_.write("z.txt", "x");
  begin();
  const struct {
    std::string_view name;
    std::function<void()> act;
  } cases[] = {
      {"a file", [this] { content_.write("new.mp4", "x"); }},
      {"a longer one", [this] { content_.write("new.mp4", "xyz"); }},
      {"another name", [this] { content_.rename("new.mp4", "a/newer.mp4"); }},
      {"a name over another",
       [this] {
         content_.write("a/.part", "something else");
         content_.rename("a/.part", "a/x.mp4");
       }},
      {"a removal", [this] { content_.remove("a/newer.mp4"); }},
      {"a hidden file", [this] { content_.write("a/.hidden", "x"); }},
      {"it shows itself", [this] { content_.rename("a/.hidden", "a/shown"); }},
      {"it hides", [this] { content_.rename("a/shown", "a/.hidden"); }},
      {"a folder", [this] { content_.mkdir("a/new"); }},
      {"a file in it", [this] { content_.write("a/new/n.mp4", "x"); }},
      {"a tree", [this] { content_.write("a/new/t/r/e/e.mp4", "x"); }},
      {"its name", [this] { content_.rename("a/new", "b/moved"); }},
      {"a file in it, by the new name", [this] { content_.write("b/moved/t/r/n.mp4", "x"); }},
      {"the name it had for another",
       [this] {
         content_.write("a/new/other.mp4", "x");
         content_.rename("b/moved", "a/new/inside");
       }},
      {"two folders change places",
       [this] {
         content_.rename("a", "c");
         content_.rename("b", "a");
         content_.rename("c", "b");
       }},
      {"a file after that", [this] { content_.write("b/deep/er/after.mp4", "x"); }},
      {"a folder out of sight", [this] { content_.rename("b/deep", ".deep"); }},
      {"back again", [this] { content_.rename(".deep", "deep"); }},
      {"a file in what was out of sight", [this] { content_.write("deep/er/back.mp4"); }},
      {"a folder for a file",
       [this] {
         content_.remove("z.txt");
         content_.write("z.txt/a.mp4", "x");
       }},
      {"a file for a folder",
       [this] {
         content_.remove("z.txt");
         content_.write("z.txt", "x");
       }},
      {"a folder removed and made anew",
       [this] {
         content_.remove("deep");
         content_.write("deep/er/y.mp4", "x");
       }},
      {"a file in that", [this] { content_.write("deep/er/y2.mp4", "x"); }},
      {"the time of a file",
       [this] {
         const timespec times[] = {{1, 0}, {1'700'000'000, 5}};
         ASSERT_EQ(::utimensat(AT_FDCWD, content_.absolute("z.txt").c_str(), times, 0), 0);
       }},
      {"a FIFO for a file",
       [this] {
         content_.remove("z.txt");
         ASSERT_EQ(::mkfifo(content_.absolute("z.txt").c_str(), 0644), 0);
       }},
      {"all of it",
       [this] {
         for (const auto* const name : {"a", "b", "deep"}) content_.remove(name);
       }},
  };
  for (const auto& [name, act] : cases) {
    act();
    EXPECT_TRUE(follow()) << name;
    expect_up_to_date(std::string(name));
  }
  EXPECT_EQ(scan_->index.files(), 0u);
}

TEST_F(FollowerTest, FollowsLinksWhereverTheyLead) {
  content_.write("films/a.mp4", "x");
  content_.write("films/new/b.mp4", "x");
  content_.write(".store/c.mp4", "x");
  content_.write("other/a.mp4", "xyz");
  content_.mkdir("links");
  content_.symlink("../films/a.mp4", "links/best.mp4");
  content_.symlink("../.store/c.mp4", "links/stored.mp4");
  content_.symlink("../films", "links/movies");
  content_.symlink("../later/d.mp4", "links/dangling.mp4");
  content_.symlink("../turn/a.mp4", "links/turned.mp4");
  content_.symlink("films", "turn");
  begin();
  expect_up_to_date("at first");
  const struct {
    std::string_view name;
    std::function<void()> act;
  } cases[] = {
      {"a file that a link leads to", [this] { content_.write("films/a.mp4", "longer"); }},
      {"a file in a folder with several paths", [this] { content_.write("films/new/e.mp4"); }},
      {"a folder with several paths", [this] { content_.write("films/newer/e.mp4"); }},
      {"a hidden file that a link leads to", [this] { content_.write(".store/c.mp4", "longer"); }},
      {"its removal", [this] { content_.remove(".store/c.mp4"); }},
      {"its folder's", [this] { content_.remove(".store"); }},
      {"what it led to again", [this] { content_.write(".store/c.mp4", "again"); }},
      {"something where a link led nowhere", [this] { content_.mkdir("later"); }},
      {"what it leads to", [this] { content_.write("later/d.mp4", "x"); }},
      {"a link on the way of another turned",
       [this] {
         content_.symlink("other", ".turn");
         content_.rename(".turn", "turn");
       }},
      {"where it leads now", [this] { content_.write("other/a.mp4", "another"); }},
      {"a folder that links lead to moves", [this] { content_.rename("films", "cinema"); }},
      {"and comes back", [this] { content_.rename("cinema", "films"); }},
      {"a file in it", [this] { content_.write("films/back.mp4", "x"); }},
      {"a loop", [this] { content_.symlink("../links", "films/loop"); }},
      {"a link to it", [this] { content_.symlink("films/loop", "looped"); }},
      {"a link for a file",
       [this] {
         content_.remove("films/a.mp4");
         content_.symlink("new/b.mp4", "films/a.mp4");
       }},
      {"what that leads to", [this] { content_.write("films/new/b.mp4", "longer"); }},
      {"no link any longer", [this] { content_.remove("links"); }},
  };
  for (const auto& [name, act] : cases) {
    act();
    EXPECT_TRUE(follow()) << name;
    expect_up_to_date(std::string(name));
  }
}

TEST_F(FollowerTest, NoticesRightsThatComeAndGo) {
  content_.chmod("", 0755);
  content_.write("a/b/x.mp4", "x");
  content_.write("y.mp4", "x");
  EXPECT_EQ(test::in_unprivileged_child([this]() -> std::string {
              begin();
              return scan_->index.files() == 2 ? "two" : "not two";
            }),
            "two");
  RANGED_NEEDS(::geteuid() == 0, "the child cannot change the rights of what is not its own");
  begin();
  content_.chmod("a", 0700);
  ASSERT_TRUE(follow());
  EXPECT_THAT(scan_->folders_read, UnorderedElementsAre("", "a"));
}

TEST_F(FollowerTest, EverythingIsReadAgainWhenTheRootHasMovedOrEventsWereLost) {
  folder_ = "root";
  content_.write("root/a.mp4", "x");
  begin();
  content_.rename("root", "moved");
  EXPECT_FALSE(follow());
  content_.write("moved/b.mp4", "x");
  EXPECT_TRUE(follow()) << "it is watched as before";
  FolderEvents lost;
  lost.add(-1, IN_Q_OVERFLOW, "");
  EXPECT_FALSE(follower_->scan_again(*root_, lost, progress_));
}

TEST_F(FollowerTest, ReadingEverythingSharesWhatIsTheSame) {
  content_.write("a/x.mp4", "x");
  content_.write("b/z.mp4", "x");
  begin();
  const auto before = scan_->index.root();
  EXPECT_EQ(follower_->scan(*root_, progress_, false)->index.root(), before);
  content_.write("b/z.mp4", "xy");
  const auto after = follower_->scan(*root_, progress_, false)->index.root();
  EXPECT_NE(after, before);
  EXPECT_EQ(after->folders()[0], before->folders()[0]);
  EXPECT_TRUE(follow()) << "what had happened before is no reason to read everything again";
}

TEST_F(FollowerTest, ARootThatCannotBeReadLeavesAllAsItWas) {
  content_.chmod("", 0755);
  content_.mkdir("a");
  RANGED_NEEDS(::geteuid() == 0, "the child cannot change the rights of what is not its own");
  begin();
  const test::TempContent other;
  auto elsewhere = std::get<ContentRoot>(ContentRoot::open(other.path()));
  EXPECT_EQ(test::in_child([&]() -> std::string {
              const test::NoDescriptors none;
              return std::to_string(follower_->scan(elsewhere, progress_, false)->error);
            }),
            std::to_string(EMFILE));
}

TEST_F(FollowerTest, WhatCannotBeReadForWantOfDescriptorsIsNotLeftOut) {
  content_.write("a/x");
  content_.write("b/x");
  begin();
  content_.write("a/y");
  EXPECT_EQ(test::in_child([&]() -> std::string {
              {
                const test::NoDescriptors none;
                if (follower_->scan_again(*root_, events(), progress_)) return "a part";
                if (follower_->scan(*root_, progress_, false)->error != EMFILE) return "no error";
              }
              scan_ = follower_->scan(*root_, progress_, false);
              content_.write("b/y");
              return follow() && scan_->index.files() == 4 ? "all" : "not followed";
            }),
            "all");
}

TEST_F(FollowerTest, AFolderThatIsNoLongerThereIsOneThatWasRead) {
  content_.write("a/x");
  begin();
  FolderEvents written;
  written.add(scan_->index.root()->folders()[0]->source().watch, IN_CREATE, "y");
  content_.remove("a");
  const auto again = follower_->scan_again(*root_, written, progress_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->index.files(), 0u);
  EXPECT_THAT(again->folders_read, UnorderedElementsAre("a"))
      << "the names in it are to be forgotten";
}

TEST_F(FollowerTest, WhenWatchesRunOutItSaysSoAndGoesOnWithoutAny) {
  for (const auto* const path : {"a/x", "b/x", "c/x"}) content_.write(path);
  begin({.most_watches = 4});
  EXPECT_EQ(follower_->trouble(), WatchTrouble());
  content_.mkdir("d");
  ASSERT_TRUE(follow());
  expect_up_to_date("one too many");
  EXPECT_EQ(follower_->trouble().error, ENOSPC);
  EXPECT_EQ(follower_->inotify(), nullptr);

  content_.remove("c");
  content_.remove("d");
  EXPECT_FALSE(follower_->scan_again(*root_, {}, progress_));
  scan_ = follower_->scan(*root_, progress_, false);
  expect_up_to_date("everything, unwatched");
  EXPECT_EQ(follower_->inotify(), nullptr);
  scan_ = follower_->scan(*root_, progress_, true);
  EXPECT_EQ(follower_->trouble(), WatchTrouble());
  content_.write("a/y");
  EXPECT_TRUE(follow()) << "there was room again";
  expect_up_to_date("watched again");
}

TEST_F(FollowerTest, WatchesThatAreOfNoUseAreGivenBack) {
  content_.write("a/x");
  begin({.most_watches = 3});
  for (int i = 0; i < 5; ++i) {
    const std::string name = "f" + std::to_string(i);
    content_.mkdir(name);
    ASSERT_TRUE(follow());
    content_.remove(name);
    ASSERT_TRUE(follow());
  }
  for (int i = 0; i < 5; ++i) {
    content_.rename(i % 2 == 0 ? "a" : "b", i % 2 == 0 ? "b" : "a");
    ASSERT_TRUE(follow());
    EXPECT_EQ(follower_->trouble(), WatchTrouble()) << i;
  }
}

TEST_F(FollowerTest, WatchesNothingIfItIsNotTo) {
  begin({.watches = false});
  EXPECT_EQ(follower_->inotify(), nullptr);
  EXPECT_EQ(follower_->trouble(), WatchTrouble());
  content_.write("a");
  scan_ = follower_->scan(*root_, progress_, true);
  EXPECT_EQ(scan_->index.files(), 1u);
  EXPECT_EQ(follower_->inotify(), nullptr);
}

TEST_F(FollowerTest, EverythingIsReadAgainWhenThereIsRoomForAPathThatWasLeftOut) {
  content_.write("f/x", "x");
  for (std::size_t i = 0; i <= kMaxPathsOfAFolder; ++i) {
    content_.symlink("f", "l" + std::to_string(i));
  }
  begin();
  EXPECT_EQ(scan_->index.files(), kMaxPathsOfAFolder + 1);
  content_.write("f/y", "x");
  EXPECT_TRUE(follow());
  EXPECT_EQ(scan_->index.files(), 2 * (kMaxPathsOfAFolder + 1));
  for (std::size_t i = 0; i < 2; ++i) content_.remove("l" + std::to_string(i));
  EXPECT_FALSE(follow());
  EXPECT_EQ(scan_->index.files(), 2 * kMaxPathsOfAFolder);
  EXPECT_TRUE(follow());
}

TEST_F(FollowerTest, AScanThatIsEndedHasNoResult) {
  begin();
  for (int i = 0; i < 10; ++i) content_.write("f" + std::to_string(i));
  progress_.names = 0;
  progress_.most = 5;
  EXPECT_FALSE(follower_->scan_again(*root_, events(), progress_));
  EXPECT_EQ(progress_.names, 5u);
}

}  // namespace
}  // namespace ranged::content
