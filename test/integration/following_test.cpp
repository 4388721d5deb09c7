#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>

#include "ranged/content/scanner.hpp"
#include "support/following_server.hpp"
#include "support/index_text.hpp"
#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Whoever drops a file into the folder finds it there a moment later.

namespace ranged::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class FollowingTest : public testing::Test {
 protected:
  struct Answer {
    int status = 0;
    std::string body;
    std::string tag;
  };

  static Answer get(FollowingServer& server, const std::string& path) {
    RawClient client(server.port());
    client.send("GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    const Response response = client.receive();
    return {response.status, response.body, response.field("ETag")};
  }

  /// Waits until the server's index is what a scan of the folder finds.
  static bool follows(FollowingServer& server, const std::string& folder) {
    const auto root = std::get<content::ContentRoot>(content::ContentRoot::open(folder));
    return eventually([&] { return server.index() == text_of(content::scan(root).index); });
  }

  TempContent content_;
};

TEST_F(FollowingTest, AFileIsThereWhenItIsAndGoneWhenItIsGone) {
  content_.write("a/film.txt", "film");
  FollowingServer server(content_);
  EXPECT_EQ(get(server, "a/film.txt").body, "film");
  EXPECT_EQ(get(server, "a/new.txt").status, 404);
  content_.write("a/new.txt", "new");
  EXPECT_TRUE(eventually([&] { return get(server, "a/new.txt").body == "new"; }));
  content_.remove("a/film.txt");
  EXPECT_EQ(get(server, "a/film.txt").status, 404) << "at once";
  EXPECT_TRUE(follows(server, content_.path()));
}

TEST_F(FollowingTest, AFileThatIsReplacedHasAnotherEntityTagAtOnce) {
  content_.write("film.txt", "film");
  FollowingServer server(content_);
  const Answer before = get(server, "film.txt");
  content_.write(".film.txt.part", "another");
  content_.rename(".film.txt.part", "film.txt");
  const Answer after = get(server, "film.txt");
  EXPECT_EQ(after.body, "another");
  EXPECT_NE(after.tag, before.tag);
  EXPECT_TRUE(follows(server, content_.path()));
}

TEST_F(FollowingTest, WhatIsBeingSentIsSentWhateverBecomesOfItsName) {
  const std::string film = pattern(4 * 1024 * 1024, 5);
  const std::string get_film = " HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const auto* const path : {"a/removed.mp4", "a/replaced.mp4"}) content_.write(path, film);
  FollowingServer server(content_);
  RawClient removed(server.port(), 4096), replaced(server.port(), 4096);
  removed.send("GET /a/removed.mp4" + get_film);
  replaced.send("GET /a/replaced.mp4" + get_film);
  ASSERT_TRUE(removed.has_input() && replaced.has_input());
  content_.remove("a/removed.mp4");
  content_.write("a/.part", "another");
  content_.rename("a/.part", "a/replaced.mp4");
  ASSERT_TRUE(follows(server, content_.path()));
  EXPECT_EQ(get(server, "a/removed.mp4").status, 404);
  EXPECT_EQ(get(server, "a/replaced.mp4").body, "another");
  EXPECT_EQ(digest(removed.receive().body), digest(film));
  EXPECT_EQ(digest(replaced.receive().body), digest(film));
}

TEST_F(FollowingTest, ATreeThatGetsAnotherNameIsFoundByThatAlone) {
  content_.write("old/a/b/c.txt", "c");
  content_.write("old/d.txt", "d");
  FollowingServer server(content_);
  EXPECT_EQ(get(server, "old/a/b/c.txt").body, "c");
  content_.rename("old", "new");
  EXPECT_TRUE(eventually([&] { return get(server, "new/a/b/c.txt").body == "c"; }));
  EXPECT_EQ(get(server, "old/a/b/c.txt").status, 404);
  EXPECT_EQ(get(server, "new/d.txt").body, "d");
  content_.write("new/a/b/e.txt", "e");
  EXPECT_TRUE(eventually([&] { return get(server, "new/a/b/e.txt").body == "e"; }));
  content_.remove("new");
  EXPECT_TRUE(eventually([&] { return get(server, "new/d.txt").status == 404; }));
  EXPECT_TRUE(follows(server, content_.path()));
}

TEST_F(FollowingTest, NoFileOfAFolderIsServedFromTheOneThatTookItsPlace) {
  content_.write("a/x.txt", "of a");
  content_.write("b/x.txt", "of b");
  FollowingServer server(content_);
  EXPECT_EQ(get(server, "a/x.txt").body, "of a");
  content_.rename("a", "c");
  content_.rename("b", "a");  // the file that is open, and its descriptor, know nothing of it
  ASSERT_TRUE(follows(server, content_.path()));
  EXPECT_EQ(get(server, "a/x.txt").body, "of b");
  EXPECT_EQ(get(server, "c/x.txt").body, "of a");
}

TEST_F(FollowingTest, AFileThatIsBeingCopiedIsThereAsItIs) {
  FollowingServer server(content_);
  std::ofstream copy(content_.absolute("film.txt"));
  EXPECT_TRUE(eventually([&] { return get(server, "film.txt").status == 200; }));
  copy << "half" << std::flush;
  EXPECT_EQ(get(server, "film.txt").body, "half") << "numbers are those of the descriptor";
  copy << " and half";
  copy.close();
  EXPECT_EQ(get(server, "film.txt").body, "half and half");
  EXPECT_TRUE(follows(server, content_.path()));
}

TEST_F(FollowingTest, TheFirstChangeIsLoggedAtOnceAndTheNextTogether) {
  content_.write("a.txt", "a");
  {
    FollowingServer server(content_);
    content_.write("b.txt", "b");
    EXPECT_TRUE(eventually([&] { return server.files() == 2; }));
    const auto first = server.log("content-changed");
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_THAT(first[0].message, HasSubstr("content changed: 1 files added, 0 removed, 0 changed; "
                                            "now 2 files, 2 B, below "));
    EXPECT_EQ(first[0].numbers.at("FILES_ADDED"), 1u);
    content_.write("c.txt", "c");
    EXPECT_TRUE(eventually([&] { return server.files() == 3; }));
    content_.remove("a.txt");
    EXPECT_TRUE(eventually([&] { return server.files() == 2; }));
    EXPECT_THAT(server.log("content-changed"), SizeIs(1));
    server.reload();
    const auto all = server.log();
    ASSERT_GE(all.size(), 2u);
    EXPECT_THAT(all[all.size() - 2].message,
                HasSubstr("content changed: 1 files added, 1 removed, 0 changed"));
    EXPECT_THAT(all.back().message, HasSubstr("reloaded in "));
  }
}

TEST_F(FollowingTest, WhenWatchesRunOutItSaysSoOnceAndReadsEverythingNowAndThen) {
  for (const auto* const path : {"a/x", "b/x", "c/x"}) content_.write(path);
  FollowingServer server(content_, {{milliseconds(0), milliseconds(30)}, {.most_watches = 4}});
  EXPECT_THAT(server.log(), IsEmpty());
  content_.write("d/x");
  EXPECT_TRUE(eventually([&] { return server.files() == 4; }));
  EXPECT_TRUE(eventually([&] { return server.log("not-followed").size() == 1; }));
  const auto said = server.log("not-followed")[0];
  EXPECT_EQ(said.level, base::LogLevel::warning);
  EXPECT_THAT(said.message, HasSubstr("not enough watches for 5 folders; allow more with sysctl "
                                      "fs.inotify.max_user_watches=16, then reload"));
  EXPECT_THAT(said.message, HasSubstr("every 30ms (--rescan)"));
  for (int i = 0; i < 5; ++i) {
    content_.write("d/" + std::to_string(i));
    EXPECT_TRUE(follows(server, content_.path()));
  }
  EXPECT_THAT(server.log("not-followed"), SizeIs(1));

  server.reload();
  EXPECT_THAT(server.log("not-followed"), SizeIs(2)) << "who has tried to help wants to know";
  content_.remove("d");
  content_.remove("c");
  server.reload();
  EXPECT_EQ(server.log().back().message, "changes in the content folder are noticed again");
}

TEST_F(FollowingTest, WithoutWatchesFromTheStartItSaysSo) {
  content_.write("a/x");
  FollowingServer server(content_, {{milliseconds(0), milliseconds(0)}, {.most_watches = 1}});
  const auto said = server.log("not-followed");
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0].message, HasSubstr("a reload (SIGHUP) shows them"));
  content_.write("a/y");
  server.reload();
  EXPECT_EQ(server.files(), 2u);
}

TEST_F(FollowingTest, ReadsEverythingAsOftenAsItIsTold) {
  content_.write("a/x");
  FollowingServer server(content_, {{milliseconds(30), milliseconds(30)}, {.watches = false}});
  for (int i = 0; i < 3; ++i) {
    content_.write("a/" + std::to_string(i));
    EXPECT_TRUE(follows(server, content_.path()));
  }
  EXPECT_THAT(server.log("not-followed"), IsEmpty());
  EXPECT_THAT(server.log("reloaded"), IsEmpty()) << "nobody asked for it";
}

TEST_F(FollowingTest, AFolderThatGoesAwayIsServedOnAndFoundWhenItIsBack) {
  content_.write("root/a.txt", "a");
  FollowingServer server(content_, {{milliseconds(0), milliseconds(30)}, {}}, "root");
  content_.rename("root", "elsewhere");
  EXPECT_TRUE(eventually([&] { return server.log("reload-failed").size() == 1; }));
  EXPECT_EQ(get(server, "a.txt").body, "a");
  content_.write("new/b.txt", "b");
  content_.rename("new", "root");
  EXPECT_TRUE(eventually([&] { return get(server, "b.txt").body == "b"; }));
  EXPECT_EQ(get(server, "a.txt").status, 404);
  EXPECT_THAT(server.log("reload-failed"), SizeIs(1)) << "however often it was tried";
  content_.write("root/c.txt", "c");
  EXPECT_TRUE(eventually([&] { return get(server, "c.txt").body == "c"; })) << "it is watched";
}

TEST_F(FollowingTest, NothingIsMissedWhenTheKernelLosesEvents) {
  for (int i = 0; i < 20; ++i) content_.mkdir("d" + std::to_string(i));
  FollowingServer server(content_);
  server.call([this] {  // while the loop is away nobody takes events
    for (int i = 0; i < 20'000; ++i) {
      content_.write("d" + std::to_string(i % 20) + "/f" + std::to_string(i / 20));
    }
  });
  EXPECT_TRUE(eventually([&] { return server.files() == 20'000; }));
  EXPECT_TRUE(follows(server, content_.path()));
}

TEST_F(FollowingTest, TenThousandChangesInASecondDoNotHoldUpTheLoop) {
  constexpr int kFolders = 100;
  constexpr int kChanges = 10'000;
  for (int i = 0; i < 20'000; ++i) {
    content_.write("d" + std::to_string(i % kFolders) + "/old" + std::to_string(i));
  }
  FollowingServer server(content_);
  server.take_longest_gap();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kChanges; ++i) {
    content_.write("d" + std::to_string(i % kFolders) + "/new" + std::to_string(i), "new");
    if (i % 100 == 0) {  // no faster than that
      std::this_thread::sleep_until(begin + i * std::chrono::microseconds(1'000'000 / kChanges));
    }
  }
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_TRUE(eventually([&] { return server.files() == 20'000 + kChanges; }));
  const auto gap = server.take_longest_gap();
  RecordProperty("longest_gap_ms", static_cast<int>(gap.count()));
  std::printf("%d changes in %d ms; the loop was away for %d ms at most\n", kChanges,
              static_cast<int>(std::chrono::duration_cast<milliseconds>(took).count()),
              static_cast<int>(gap.count()));
  EXPECT_LT(gap, milliseconds(50));
  EXPECT_TRUE(follows(server, content_.path()));
}

}  // namespace
}  // namespace ranged::test
