#include "file/watcher.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/loop_test.hpp"
#include "support/temp_content.hpp"

namespace ranged::file {
namespace {

using content::FolderEvents;
using content::Inotify;

class WatcherTest : public test::LoopTest, public Watcher::Delegate {
 protected:
  ~WatcherTest() override { watcher_->close(); }

  void on_changes(const FolderEvents& events) override {
    told_.push_back(events);
    told_at_ = uv_now(&loop_);
  }

  int add(const Inotify& inotify, std::string_view folder) {
    const std::string path = content_.absolute(folder);
    const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return inotify.add(fd.get(), path);
  }

  /// Turns of the loop that do something, until it has been told `count` times.
  int turns_until_told(std::size_t count) {
    int turns = 0;
    while (told_.size() < count) {
      uv_run(&loop_, UV_RUN_ONCE);
      ++turns;
    }
    return turns;
  }

  /// No timer is set, and nothing else is to do.
  bool is_asleep() {
    uv_run(&loop_, UV_RUN_NOWAIT);
    return uv_backend_timeout(&loop_) == -1;
  }

  test::TempContent content_;
  std::shared_ptr<const Inotify> inotify_ = std::make_shared<const Inotify>(*Inotify::open());
  std::optional<Watcher> watcher_{std::in_place, loop_, *this};
  std::vector<FolderEvents> told_;
  std::uint64_t told_at_ = 0;
};

TEST_F(WatcherTest, TellsWhatIsDoneAtOnceAtOnce) {
  content_.mkdir("a");
  const int root = add(*inotify_, "");
  const int a = add(*inotify_, "a");
  watcher_->watch(inotify_);
  uv_update_time(&loop_);
  const std::uint64_t begin = uv_now(&loop_);
  content_.write("x");
  EXPECT_TRUE(run_until([&] { return uv_now(&loop_) > begin + Watcher::kTaken; }));
  content_.write("a/y");
  ASSERT_TRUE(run_until([&] { return told_.size() == 1; }));
  EXPECT_GE(told_at_, begin + Watcher::kGathered);
  EXPECT_EQ(told_[0].changes().size(), 2u);
  EXPECT_TRUE(told_[0].changes().contains(root));
  EXPECT_TRUE(told_[0].changes().contains(a));
  content_.write("z");
  ASSERT_TRUE(run_until([&] { return told_.size() == 2; }));
  EXPECT_EQ(told_[1].changes().size(), 1u) << "what was told is not told again";
}

TEST_F(WatcherTest, WakesTheLoopAFewTimesForManyEventsAndNeverForNone) {
  add(*inotify_, "");
  watcher_->watch(inotify_);
  EXPECT_TRUE(is_asleep());
  for (int i = 0; i < 1000; ++i) content_.write("f" + std::to_string(i));
  const int turns = turns_until_told(1);
  EXPECT_LE(turns, 10);
  EXPECT_TRUE(is_asleep());
}

TEST_F(WatcherTest, TellsThatEventsWereLost) {
  add(*inotify_, "");
  watcher_->watch(inotify_);
  for (int i = 0; i < 20'000; ++i) content_.write(i % 2 == 0 ? "a" : "b");
  ASSERT_TRUE(run_until([&] { return !told_.empty(); }));
  EXPECT_TRUE(told_[0].has_lost());
}

TEST_F(WatcherTest, TellsInTimeHoweverMuchMoreThereIs) {
  add(*inotify_, "");
  const std::string a(240, 'a');
  const std::string b(240, 'b');
  content_.write(a);
  watcher_->watch(inotify_);
  int turns = 0;
  for (; told_.empty() && turns < 20; ++turns) {
    for (int i = 0; i < 1200; ++i) {  // more than one reading takes
      content_.rename(a, b);
      content_.rename(b, a);
    }
    uv_run(&loop_, UV_RUN_ONCE);
  }
  EXPECT_LE(turns, 10);
}

TEST_F(WatcherTest, WatchesAnotherInstanceOrNone) {
  add(*inotify_, "");
  watcher_->watch(inotify_);
  content_.write("a");
  const auto other = std::make_shared<const Inotify>(*Inotify::open());
  content_.mkdir("b");
  const int b = add(*other, "b");
  watcher_->watch(other);
  inotify_.reset();
  content_.write("b/c");
  ASSERT_TRUE(run_until([&] { return !told_.empty(); }));
  EXPECT_EQ(told_[0].changes().size(), 1u);
  EXPECT_TRUE(told_[0].changes().contains(b));
  content_.write("b/d");
  uv_run(&loop_, UV_RUN_ONCE);  // something has been noticed
  watcher_->watch(nullptr);
  EXPECT_EQ(other.use_count(), 1);
  uv_run(&loop_, UV_RUN_DEFAULT);
  EXPECT_EQ(told_.size(), 1u);
}

TEST_F(WatcherTest, MayBeClosedWhileItGathers) {
  add(*inotify_, "");
  watcher_->watch(inotify_);
  content_.write("a");
  uv_run(&loop_, UV_RUN_ONCE);
  watcher_->close();
  watcher_->watch(inotify_);
  run();
  EXPECT_TRUE(told_.empty());
}

}  // namespace
}  // namespace ranged::file
