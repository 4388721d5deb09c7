#include "content/inotify.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <string>

#include "support/child.hpp"
#include "support/needs.hpp"
#include "support/temp_content.hpp"

namespace ranged::content {
namespace {

using test::TempContent;

class InotifyTest : public testing::Test {
 protected:
  int watch(std::string_view path) {
    const base::UniqueFd fd(
        ::open(content_.absolute(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return inotify_.add(fd.get(), content_.absolute(path));
  }

  FolderEvents read() {
    FolderEvents events;
    while (inotify_.read(events)) {
    }
    return events;
  }

  /// Of watch `number`, as FolderChange.
  int change_in(int number) {
    const FolderEvents events = read();
    const auto found = events.changes().find(number);
    return found == events.changes().end() ? 0 : found->second;
  }

  TempContent content_;
  Inotify inotify_ = *Inotify::open();
};

TEST_F(InotifyTest, TellsWhatIsDoneInAFolder) {
  content_.mkdir("clips");
  const int clips = watch("clips");
  ASSERT_GT(clips, 0);
  EXPECT_EQ(watch("clips"), clips) << "one watch for a folder";
  const struct {
    std::string_view name;
    std::function<void()> act;
    int expected;
  } cases[] = {
      {"nothing", [] {}, 0},
      {"a file", [this] { content_.write("clips/a", "x"); }, FolderChange::kNames},
      {"a folder", [this] { content_.mkdir("clips/b"); }, FolderChange::kNames},
      {"a link", [this] { content_.symlink("a", "clips/c"); }, FolderChange::kNames},
      {"a name", [this] { content_.rename("clips/c", "clips/d"); }, FolderChange::kNames},
      {"out", [this] { content_.rename("clips/d", "d"); }, FolderChange::kNames},
      {"in", [this] { content_.rename("d", "clips/d"); }, FolderChange::kNames},
      {"rights", [this] { content_.chmod("clips/a", 0600); }, FolderChange::kNames},
      {"removal", [this] { content_.remove("clips/a"); }, FolderChange::kNames},
      {"a hidden name", [this] { content_.write("clips/.x"); }, FolderChange::kHiddenNames},
      {"its rights", [this] { content_.chmod("clips", 0700); }, FolderChange::kRights},
      {"what is below", [this] { content_.write("clips/b/x"); }, 0},
      {"what is above", [this] { content_.write("x"); }, 0},
      {"its name", [this] { content_.rename("clips", "films"); }, FolderChange::kGone},
      {"the folder, moved", [this] { content_.write("films/a"); }, FolderChange::kNames},
      {"its removal", [this] { content_.remove("films"); },
       FolderChange::kNames | FolderChange::kHiddenNames | FolderChange::kGone},
  };
  for (const auto& [name, act, expected] : cases) {
    act();
    EXPECT_EQ(change_in(clips), expected) << name;
  }
  content_.mkdir("films");
  EXPECT_NE(watch("films"), clips);
}

TEST_F(InotifyTest, SaysNothingOfAFileThatGrowsUntilItIsClosed) {
  const int root = watch("");
  std::ofstream file(content_.absolute("a"));
  EXPECT_EQ(change_in(root), FolderChange::kNames) << "created";
  file << std::string(100'000, 'x') << std::flush;
  EXPECT_EQ(change_in(root), 0);
  file.close();
  EXPECT_EQ(change_in(root), FolderChange::kNames);
}

TEST_F(InotifyTest, ForgetsAFolder) {
  const int root = watch("");
  inotify_.remove(root);
  EXPECT_EQ(change_in(root), FolderChange::kGone);
  content_.write("a");
  EXPECT_EQ(change_in(root), 0);
}

TEST_F(InotifyTest, ReadsABoundedNumberAtATime) {
  watch("");
  const std::string long_name(200, 'n');
  for (int i = 0; i < 3000; ++i) content_.write(long_name + (i % 2 == 0 ? "a" : "b"));
  FolderEvents events;
  EXPECT_TRUE(inotify_.read(events)) << "an event takes 224 octets";
  EXPECT_FALSE(read().empty());
}

TEST_F(InotifyTest, SaysWhenMoreHappenedThanTheKernelKeeps) {
  std::size_t most = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  RANGED_NEEDS(most > 0 && most <= 100'000, "the queue is too long, or its length not known");
  watch("");
  for (std::size_t i = 0; i <= most; ++i) content_.write(i % 2 == 0 ? "a" : "b");
  EXPECT_TRUE(read().has_lost());
  content_.write("a");
  EXPECT_FALSE(read().has_lost());
}

TEST_F(InotifyTest, WatchesByPathWhereThereIsNoProc) {
  RANGED_NEEDS(::geteuid() == 0, "chroot(2) needs more rights");
  content_.mkdir("clips");
  EXPECT_EQ(test::in_child([this]() -> std::string {
              if (::chroot(content_.path().c_str()) != 0 || ::chdir("/") != 0) return "no chroot";
              const base::UniqueFd fd(::open("/clips", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
              const int clips = inotify_.add(fd.get(), "/clips");
              if (::mkdir("/clips/a", 0755) != 0) return "no mkdir";
              return std::to_string(change_in(clips));
            }),
            std::to_string(FolderChange::kNames));
}

TEST_F(InotifyTest, SaysWhyAFolderCannotBeWatched) {
  content_.chmod("", 0755);
  content_.mkdir("clips");
  content_.chmod("clips", 0111);
  EXPECT_EQ(test::in_unprivileged_child([this] {
              const base::UniqueFd fd(::open(content_.absolute("clips").c_str(), O_PATH));
              return std::to_string(inotify_.add(fd.get(), content_.absolute("clips")));
            }),
            std::to_string(-EACCES));
}

}  // namespace
}  // namespace ranged::content
