#include "ranged/content/scanner.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <string>

#include "support/child.hpp"
#include "support/needs.hpp"
#include "support/temp_content.hpp"

namespace ranged::content {
namespace {

using test::TempContent;
using testing::ElementsAre;
using testing::IsEmpty;

Scan scan_of(const TempContent& content, std::string_view folder = {}) {
  return scan(std::get<ContentRoot>(ContentRoot::open(content.absolute(folder))));
}

/// "file", "folder" or "nothing", with "as NAME" if it is opened by another name.
std::string found(const ContentIndex& index, std::string_view path) {
  const auto entry = index.find(path);
  if (!entry) return "nothing";
  std::string text = entry->kind == EntryKind::file ? "file" : "folder";
  if (entry->resolved != path) text += " as " + std::string(entry->resolved);
  return text;
}

struct Row {
  std::string_view path, expected;
};

/// Every row, and that the index holds nothing besides.
void expect_exactly(const Scan& scan, std::initializer_list<Row> rows) {
  std::size_t names = 0;
  for (const auto& [path, expected] : rows) {
    EXPECT_EQ(found(scan.index, path), expected) << path;
    if (expected != "nothing") ++names;
  }
  EXPECT_EQ(scan.index.files() + scan.index.folders(), names);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

TEST(Scanner, IndexesFilesAndFoldersAndLeavesOutTheRest) {
  TempContent content;
  content.write("index.html", "x");
  content.write("clips/2024/a b.mp4", "x");
  content.write("clips/n\xff\n.mp4", "x");
  content.write("empty.txt");
  content.mkdir("folder");
  content.write(".hidden", "x");
  content.write(".git/config", "x");
  content.write("clips/.hidden", "x");
  content.write("..strange", "x");
  ASSERT_EQ(::mkfifo(content.absolute("fifo.mp4").c_str(), 0644), 0);
  const base::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  ASSERT_LT(content.absolute("s.mp4").size(), sizeof address.sun_path);
  content.absolute("s.mp4").copy(address.sun_path, sizeof address.sun_path);
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);

  const auto scan = scan_of(content);
  expect_exactly(scan, {
                           {"index.html", "file"},
                           {"clips", "folder"},
                           {"clips/2024", "folder"},
                           {"clips/2024/a b.mp4", "file"},
                           {"clips/n\xff\n.mp4", "file"},
                           {"empty.txt", "file"},
                           {"folder", "folder"},
                       });
  EXPECT_THAT(scan.warnings, IsEmpty());
}

TEST(Scanner, AnEmptyFolderIsAnEmptyIndex) {
  TempContent content;
  const auto scan = scan_of(content);
  expect_exactly(scan, {});
  EXPECT_THAT(scan.warnings, IsEmpty());
}

TEST(Scanner, KeepsLengthTimeAndMediaType) {
  TempContent content;
  content.write_sparse("film.MP4", std::uint64_t{6} << 30);
  content.write("sub/a.vtt", "WEBVTT");
  const timespec times[] = {{1'700'000'000, 5}, {1'700'000'000, 5}};
  ASSERT_EQ(::utimensat(AT_FDCWD, content.absolute("film.MP4").c_str(), times, 0), 0);
  const auto scan = scan_of(content);
  const auto film = scan.index.find("film.MP4");
  ASSERT_TRUE(film);
  EXPECT_EQ(film->length, std::uint64_t{6} << 30);
  EXPECT_EQ(film->modified, FileTime(1'700'000'000'000'000'005));
  EXPECT_EQ(film->media_type, "video/mp4");
  EXPECT_EQ(scan.index.find("sub/a.vtt")->media_type, "text/vtt; charset=utf-8");
  EXPECT_EQ(scan.index.octets(), (std::uint64_t{6} << 30) + 6);
}

TEST(Scanner, LinksThatStayInsideAreNamesOfTheirOwn) {
  TempContent outside;
  outside.write("secret.mp4", "x");
  TempContent content;
  content.write("root/films/a.mp4", "x");
  content.write("root/films/more/b.mp4", "x");
  content.write("root/.store/c.mp4", "x");
  content.write("root/.store/.d.mp4", "x");
  content.write("root-beside/secret.mp4", "x");
  content.write("root/beside/secret.mp4", "x");  // the rest of that name behind the root's
  content.symlink("films/a.mp4", "root/best.mp4");
  content.symlink("../films/a.mp4", "root/links/relative.mp4");
  content.symlink(content.absolute("root/films/a.mp4"), "root/links/absolute.mp4");
  content.symlink("relative.mp4", "root/links/twice.mp4");
  content.symlink("films", "root/movies");
  content.symlink("movies/more", "root/through");
  content.symlink(".store/c.mp4", "root/stored.mp4");
  content.symlink(".store", "root/stored");
  content.symlink("films/a.mp4", "root/.hidden-link");

  content.symlink(outside.absolute("secret.mp4"), "root/out.mp4");
  content.symlink(outside.path(), "root/out");
  content.symlink("..", "root/up");
  content.symlink("../root-beside/secret.mp4", "root/beside.mp4");
  content.symlink("/dev/null", "root/device.mp4");
  content.symlink("none.mp4", "root/dangling.mp4");
  content.symlink("loop.mp4", "root/loop.mp4");
  content.symlink("films/a.mp4/x", "root/through-a-file.mp4");

  const auto scan = scan_of(content, "root");
  expect_exactly(scan, {
                           {"beside", "folder"},
                           {"beside/secret.mp4", "file"},
                           {"films", "folder"},
                           {"films/a.mp4", "file"},
                           {"films/more", "folder"},
                           {"films/more/b.mp4", "file"},
                           {"best.mp4", "file as films/a.mp4"},
                           {"links", "folder"},
                           {"links/relative.mp4", "file as films/a.mp4"},
                           {"links/absolute.mp4", "file as films/a.mp4"},
                           {"links/twice.mp4", "file as films/a.mp4"},
                           {"movies", "folder as films"},
                           {"movies/a.mp4", "file as films/a.mp4"},
                           {"movies/more", "folder as films/more"},
                           {"movies/more/b.mp4", "file as films/more/b.mp4"},
                           {"through", "folder as films/more"},
                           {"through/b.mp4", "file as films/more/b.mp4"},
                           {"stored.mp4", "file as .store/c.mp4"},
                           {"stored", "folder as .store"},
                           {"stored/c.mp4", "file as .store/c.mp4"},
                       });
  EXPECT_THAT(scan.warnings, IsEmpty());
}

TEST(Scanner, HardLinksAreFilesOfTheirOwn) {
  TempContent content;
  content.write("films/a.mp4", "x");
  content.write(".store/b.mp4", "xy");
  content.mkdir("more");
  ASSERT_EQ(::link(content.absolute("films/a.mp4").c_str(), content.absolute("more/c.txt").c_str()),
            0);
  ASSERT_EQ(::link(content.absolute(".store/b.mp4").c_str(), content.absolute("b.mp4").c_str()), 0);
  const auto scan = scan_of(content);
  expect_exactly(scan, {
                           {"films", "folder"},
                           {"films/a.mp4", "file"},
                           {"more", "folder"},
                           {"more/c.txt", "file"},
                           {"b.mp4", "file"},
                       });
  EXPECT_EQ(scan.index.find("more/c.txt")->media_type, "text/plain; charset=utf-8");
  EXPECT_EQ(scan.index.octets(), 4u);  // each name counts
  EXPECT_THAT(scan.warnings, IsEmpty());
}

TEST(Scanner, TheMediaTypeIsThatOfTheNameAskedFor) {
  TempContent content;
  content.write("blobs/0123", "x");
  content.symlink("blobs/0123", "film.mp4");
  EXPECT_EQ(scan_of(content).index.find("film.mp4")->media_type, "video/mp4");
}

TEST(Scanner, LoopsAreCut) {
  TempContent content;
  content.write("a/x.mp4", "x");
  content.write("b/y.mp4", "x");
  content.symlink(".", "a/self");
  content.symlink("..", "a/root");
  content.symlink("../b", "a/b");
  content.symlink("../a", "b/a");
  const auto scan = scan_of(content);
  expect_exactly(scan, {
                           {"a", "folder"},
                           {"a/x.mp4", "file"},
                           {"a/b", "folder as b"},
                           {"a/b/y.mp4", "file as b/y.mp4"},
                           {"b", "folder"},
                           {"b/y.mp4", "file"},
                           {"b/a", "folder as a"},
                           {"b/a/x.mp4", "file as a/x.mp4"},
                       });
  EXPECT_THAT(scan.warnings, IsEmpty());
}

TEST(Scanner, LinkedFoldersNestOnlySoDeep) {
  TempContent content;
  for (int i = 0; i < kMaxLinkedFolders + 3; ++i) {
    const auto folder = "f" + std::to_string(i);
    content.write(folder + "/x.mp4", "x");
    content.symlink("../f" + std::to_string(i + 1), folder + "/next");
  }
  const auto scan = scan_of(content);
  std::string path = "f0";
  for (int i = 0; i < kMaxLinkedFolders; ++i) path += "/next";
  const auto last = "f" + std::to_string(kMaxLinkedFolders);
  EXPECT_EQ(found(scan.index, path), "folder as " + last);
  EXPECT_EQ(found(scan.index, path + "/x.mp4"), "file as " + last + "/x.mp4");
  EXPECT_EQ(found(scan.index, path + "/next"), "nothing");
}

TEST(Scanner, FoldersFullOfLinksToOneAnotherAreNotMultipliedWithoutEnd) {
  constexpr int kFolders = 12;
  TempContent content;
  for (int i = 0; i < kFolders; ++i) {
    const auto folder = "f" + std::to_string(i);
    content.write(folder + "/x.mp4", "x");
    for (int other = 0; other < kFolders; ++other) {
      if (other != i)
        content.symlink("../f" + std::to_string(other), folder + "/to" + std::to_string(other));
    }
  }
  const auto scan = scan_of(content);
  EXPECT_LE(scan.index.folders(), kFolders * (kMaxPathsOfAFolder + 1));
  EXPECT_LE(scan.warnings.size(), kFolders) << "one for each folder at most";
  ASSERT_FALSE(scan.warnings.empty());
  EXPECT_THAT(scan.warnings.front(), testing::HasSubstr("64 paths lead through links to \"f"));
  for (int i = 0; i < kFolders; ++i) {
    EXPECT_EQ(found(scan.index, "f" + std::to_string(i) + "/x.mp4"), "file");
  }
}

TEST(Scanner, WhatCannotBeReadIsLeftOutWithOneWarningEach) {
  TempContent content;
  content.chmod("", 0755);
  content.write("clips/good.mp4", "x");
  content.write("clips/a\n.mp4", "x");
  content.chmod("clips/a\n.mp4", 0000);
  content.symlink("clips/a\n.mp4", "link.mp4");
  for (const mode_t mode : {0000, 0111, 0444}) {
    const auto folder = "mode" + std::to_string(mode);
    content.write(folder + "/x.mp4", "x");
    content.write(folder + "/y.mp4", "x");
    content.chmod(folder, mode);
  }
  const auto text = test::in_unprivileged_child([&] {
    auto scan = scan_of(content);
    std::sort(scan.warnings.begin(), scan.warnings.end());
    return joined(scan.warnings) + found(scan.index, "clips/good.mp4") + ' ' +
           std::to_string(scan.index.files()) + ' ' + std::to_string(scan.index.folders());
  });
  EXPECT_EQ(text,
            "cannot read \"clips/a\n.mp4\": Permission denied\n"
            "cannot read \"link.mp4\": Permission denied\n"
            "cannot read \"mode0\": Permission denied\n"
            "cannot read \"mode292\": Permission denied\n"
            "cannot read \"mode73\": Permission denied\n"
            "file 1 1");
}

/// Makes `depth` folders with the name "ddd...", one in the other, and a file in the last.
void make_deep(const TempContent& content, int depth, std::size_t name_size) {
  const std::string name(name_size, 'd');
  base::UniqueFd at(::open(content.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int i = 0; i < depth; ++i) {
    ASSERT_EQ(::mkdirat(at.get(), name.c_str(), 0755), 0);
    at = base::UniqueFd(::openat(at.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  const base::UniqueFd file(::openat(at.get(), "x.mp4", O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  ASSERT_TRUE(file);
}

TEST(Scanner, APathThatNoCallTakesIsLeftOutWithAWarning) {
  TempContent content;
  content.write("good.mp4", "x");
  make_deep(content, 18, 250);  // 16 fit into PATH_MAX
  const auto scan = scan_of(content);
  EXPECT_EQ(scan.index.files(), 1u);
  EXPECT_EQ(scan.index.folders(), 16u);
  std::string too_long(250, 'd');
  while (too_long.size() < PATH_MAX) too_long += '/' + std::string(250, 'd');
  EXPECT_THAT(scan.warnings, ElementsAre("cannot read \"" + too_long + "\": File name too long"));
}

TEST(Scanner, DepthCostsNoDescriptors) {
  TempContent content;
  make_deep(content, 500, 1);
  EXPECT_EQ(test::in_child([&] {
              const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
              const auto lowest_free = static_cast<rlim_t>(::dup(root.fd()));
              // UBSan opens a pipe to look at what an object is, and takes it for none without one.
              const rlimit few = {lowest_free + 8, lowest_free + 8};
              ::setrlimit(RLIMIT_NOFILE, &few);
              const auto deep = scan(root);
              return joined(deep.warnings) + std::to_string(deep.index.files()) + ' ' +
                     std::to_string(deep.index.folders());
            }),
            "1 500");
}

TEST(Scanner, LeavesNoDescriptorBehind) {
  TempContent content;
  content.write("a/b/x.mp4", "x");
  content.symlink("b", "a/link");
  const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
  const int before = base::UniqueFd(::dup(root.fd())).get();
  EXPECT_EQ(scan(root).index.files(), 2u);
  EXPECT_EQ(base::UniqueFd(::dup(root.fd())).get(), before);
}

TEST(Scanner, OutOfDescriptorsIsAWarning) {
  TempContent content;
  content.write("a.mp4", "x");
  const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
  EXPECT_EQ(test::in_child([&] {
              const test::NoDescriptors none;
              return joined(scan(root).warnings);
            }),
            "cannot read \"" + content.path() + "\": Too many open files\n");
}

TEST(Scanner, TellsOfEachNameAndEndsWhenItIsTold) {
  test::TempContent content;
  for (const char* const path : {"a", "b", "c/d", "c/e"}) content.write(path);
  const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
  struct : ScanProgress {
    bool on_name(std::size_t names) override {
      EXPECT_EQ(names, ++told);
      return names < most;
    }
    std::size_t told = 0;
    std::size_t most = 100;
  } progress;
  const auto all = scan(root, {}, progress);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->index.files(), 4u);
  EXPECT_EQ(progress.told, 5u);
  progress.told = 0;
  progress.most = 4;
  EXPECT_FALSE(scan(root, {}, progress));
  EXPECT_EQ(progress.told, 4u);
}

TEST(Scanner, TheRootMayBeTheRootOfTheSystem) {
  RANGED_NEEDS(::geteuid() == 0, "chroot(2) needs more rights");
  TempContent content;
  content.write("films/a.mp4", "x");
  content.symlink("/films", "absolute");
  content.symlink("/", "films/root");
  EXPECT_EQ(test::in_child([&]() -> std::string {
              if (::chroot(content.path().c_str()) != 0 || ::chdir("/") != 0) return "no chroot";
              const auto scanned = scan(std::get<ContentRoot>(ContentRoot::open("/")));
              return found(scanned.index, "absolute/a.mp4") + ", " +
                     found(scanned.index, "films/root");
            }),
            "file as films/a.mp4, nothing");
}

}  // namespace
}  // namespace ranged::content
