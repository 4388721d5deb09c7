#include <gtest/gtest.h>
#include <sys/inotify.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/rescan.hpp"
#include "support/loop_test.hpp"
#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// The content folder is read again while the server serves: what is new is there from one request
// to the next, and nobody notices.

namespace ranged::test {
namespace {

using std::chrono::milliseconds;

std::string get(const std::string& path) { return "GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

/// There for ever, as what is found with them may be.
std::shared_ptr<const http::MediaTypes> types() {
  static const auto built_in = std::make_shared<const http::MediaTypes>();
  return built_in;
}

daemon::Content content_of(const std::string& folder) { return {folder, {}}; }

std::shared_ptr<const net::Site> site_of(const std::string& folder) {
  struct : content::ScanProgress {
    bool on_name(std::size_t) override { return true; }
  } nobody;
  content::Follower follower(types());
  auto indexed = daemon::index_content(content_of(folder), follower, nobody);
  return std::get<daemon::Indexed>(indexed).site;
}

class RescanTest : public LoopTest, public daemon::Rescan::Delegate {
 protected:
  ~RescanTest() override { rescan_.reset(); }

  void begin() { begin(content_.path()); }

  void begin(const std::string& folder) {
    struct : content::ScanProgress {
      bool on_name(std::size_t) override { return true; }
    } nobody;
    rescan_.reset();
    auto indexed = daemon::index_content(content_of(folder), follower_, nobody);
    rescan_.emplace(loop_, content_of(folder), std::get<daemon::Indexed>(indexed).site, follower_,
                    *this);
  }

  /// What has happened since the last call.
  content::FolderEvents events() {
    content::FolderEvents all;
    while (follower_.inotify()->read(all)) {
    }
    return all;
  }

  void on_rescanned(daemon::Rescan::Result result, bool) override {
    results_.push_back(std::move(result));
    owed_.push_back(rescan_->owes_result());
  }

  content::IndexChanges changes(std::size_t number) {
    EXPECT_TRUE(run_until([&] { return results_.size() > number; }));
    return std::get<daemon::Rescan::Done>(results_.at(number)).changes;
  }

  TempContent content_;
  content::Follower follower_{types()};
  std::optional<daemon::Rescan> rescan_;
  std::vector<daemon::Rescan::Result> results_;
  std::vector<bool> owed_;  // whether another was owed then
};

TEST_F(RescanTest, SaysWhatChangedSinceTheScanBefore) {
  content_.write("a.txt", "a");
  content_.write("b.txt", "b");
  begin();
  content_.write("b.txt", "longer");
  content_.write("c.txt", "c");
  content_.remove("a.txt");
  rescan_->request();
  EXPECT_EQ(changes(0), (content::IndexChanges{1, 1, 1}));
  EXPECT_FALSE(rescan_->busy());
  rescan_->request();
  EXPECT_EQ(changes(1), content::IndexChanges{});
}

TEST_F(RescanTest, OneThatIsAskedForMeanwhileFollowsOnce) {
  begin();
  for (int i = 0; i < 5; ++i) rescan_->request();
  EXPECT_TRUE(run_until([&] { return !rescan_->busy(); }));
  EXPECT_EQ(results_.size(), 2u);
}

TEST_F(RescanTest, ReadsAPartIfThatIsEnough) {
  content_.write("a/a.txt", "a");
  content_.write("b/b.txt", "b");
  begin();
  content_.write("b/c.txt", "c");
  rescan_->request(events());
  EXPECT_EQ(changes(0), (content::IndexChanges{1, 0, 0}));
  const auto& part = std::get<daemon::Rescan::Done>(results_.at(0)).indexed;
  EXPECT_EQ(part.folders_read, std::vector<std::string>{"b"});

  content::FolderEvents lost;
  lost.add(-1, IN_Q_OVERFLOW, "");
  content_.write("a/d.txt", "d");
  rescan_->request(lost);
  EXPECT_EQ(changes(1), (content::IndexChanges{1, 0, 0}));
  EXPECT_EQ(std::get<daemon::Rescan::Done>(results_.at(1)).indexed.folders_read, std::nullopt);
}

TEST_F(RescanTest, WhatHappensMeanwhileIsReadTogetherAfterwards) {
  begin();
  rescan_->request();
  for (int i = 0; i < 3; ++i) {
    content_.write("f" + std::to_string(i));
    rescan_->request(events());
  }
  ASSERT_TRUE(run_until([&] { return !rescan_->busy(); }));
  ASSERT_EQ(results_.size(), 2u);
  EXPECT_EQ(std::get<daemon::Rescan::Done>(results_.back()).indexed.site->index.files(), 3u);
}

TEST_F(RescanTest, RestsWhenEventsTookAScanOfEverything) {
  for (int i = 0; i < 10'000; ++i) content_.write("f" + std::to_string(i));
  begin();
  content::FolderEvents lost;
  lost.add(-1, IN_Q_OVERFLOW, "");
  rescan_->request(lost);
  changes(0);
  const auto took = std::get<daemon::Rescan::Done>(results_[0]).indexed.took;
  ASSERT_GT(took, milliseconds(0));
  rescan_->request(lost);
  EXPECT_FALSE(rescan_->busy());
  const auto begin = uv_now(&loop_);
  changes(1);
  EXPECT_GE(uv_now(&loop_), begin + static_cast<std::uint64_t>(took.count()));
}

TEST_F(RescanTest, OwesAResultUntilTheLastScanThatWasAskedForIsOver) {
  begin();
  EXPECT_FALSE(rescan_->owes_result());
  rescan_->request(daemon::Rescan::Reason::time);
  EXPECT_FALSE(rescan_->owes_result());
  rescan_->request();
  EXPECT_TRUE(rescan_->owes_result());
  ASSERT_TRUE(run_until([&] { return results_.size() == 2; }));
  EXPECT_EQ(owed_, (std::vector<bool>{true, false})) << "the first had begun before";
}

TEST_F(RescanTest, AFolderThatHasVanishedIsAnError) {
  content_.write("folder/a.txt", "a");
  const std::string folder = content_.absolute("folder");
  begin(folder);
  content_.remove("folder");
  rescan_->request();
  ASSERT_TRUE(run_until([&] { return results_.size() == 1; }));
  EXPECT_EQ(std::get<int>(results_.front()), ENOENT);
}

TEST_F(RescanTest, IsEndedAndWaitedFor) {
  for (int i = 0; i < 1000; ++i) content_.write("f" + std::to_string(i));
  begin();
  rescan_->request();
  rescan_->close();
  EXPECT_FALSE(rescan_->busy());
  rescan_->request();
  idle_about();
  EXPECT_TRUE(results_.empty());
}

TEST_F(RescanTest, OfManyFilesDoesNotHoldUpTheLoop) {
  constexpr int kFiles = 100'000;
  for (int i = 0; i < kFiles; ++i) {
    content_.write("d" + std::to_string(i % 100) + "/f" + std::to_string(i));
  }
  begin();
  using Clock = std::chrono::steady_clock;
  Clock::duration longest{0};
  auto last = Clock::now();
  rescan_->request();
  ASSERT_TRUE(run_until([&] {
    const auto now = Clock::now();
    longest = std::max(longest, now - std::exchange(last, now));
    return results_.size() == 1;
  }));
  const auto gap = std::chrono::duration_cast<milliseconds>(longest);
  RecordProperty("longest_gap_ms", static_cast<int>(gap.count()));
  std::printf("the loop was away for %d ms at most\n", static_cast<int>(gap.count()));
  EXPECT_LT(gap, milliseconds(250)) << "generous: the machine may be busy";
}

class Reload : public testing::Test {
 protected:
  Reload() {
    content_.write("film.mp4", film_);
    content_.write("a.txt", "a");
  }
  const std::string film_ = pattern(4 * 1024 * 1024, 9);
  TempContent content_;
};

TEST_F(Reload, ShowsWhatIsNewAndHidesWhatIsGone) {
  TestServer server(content_);
  RawClient client(server.port());
  client.send(get("a.txt") + get("b.txt"));
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_EQ(client.receive().status, 404);
  content_.rename("a.txt", "b.txt");
  server.exchange(site_of(content_.path()));
  client.send(get("a.txt") + get("b.txt"));
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(client.receive().body, "a");
}

TEST_F(Reload, DoesNotDisturbWhatIsBeingSent) {
  TestServer server(content_);
  RawClient viewer(server.port(), 4096);
  viewer.send(get("film.mp4"));
  ASSERT_TRUE(viewer.has_input());
  TempContent other;
  other.write("a.txt", "another");
  server.exchange(site_of(other.path()));
  EXPECT_EQ(digest(viewer.receive().body), digest(film_));
  viewer.send(get("film.mp4"));
  EXPECT_EQ(viewer.receive().status, 404);
}

TEST_F(Reload, NoFileOfTheFolderBeforeIsServedFromAnother) {
  TestServer server(content_);
  RawClient client(server.port());
  client.send(get("a.txt"));
  EXPECT_EQ(client.receive().body, "a");
  TempContent other;
  other.write("a.txt", "another");
  server.exchange(site_of(other.path()));
  client.send(get("a.txt"));  // within the second that an open file is believed
  EXPECT_EQ(client.receive().body, "another");
}

TEST_F(Reload, UnderLoadEveryRequestIsAnsweredAsOneSiteOrTheOther) {
  TestServer server(content_);
  TempContent other;
  other.write("a.txt", "another");
  const auto here = site_of(content_.path());
  const auto there = site_of(other.path());
  std::atomic<bool> ends = false;
  std::vector<std::thread> clients;
  std::atomic<int> answers = 0;
  std::atomic<int> faults = 0;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      RawClient client(server.port());
      while (!ends) {
        client.send(get("a.txt") + get("a.txt"));
        for (int j = 0; j < 2; ++j) {
          const Response response = client.receive();
          if (response.body != "a" && response.body != "another") ++faults;
          ++answers;
        }
      }
    });
  }
  for (int i = 0; i < 200; ++i) server.exchange(i % 2 == 0 ? there : here);
  EXPECT_TRUE(eventually([&] { return answers > 1000; }));
  ends = true;
  for (auto& client : clients) client.join();
  EXPECT_EQ(faults, 0);
}

}  // namespace
}  // namespace ranged::test
