#include "ranged/content/content_root.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "support/child.hpp"
#include "support/needs.hpp"
#include "support/temp_content.hpp"

namespace ranged::content {
namespace {

using test::TempContent;

std::string_view name_of(LookupFailure failure) {
  switch (failure) {
    case LookupFailure::not_found:
      return "not found";
    case LookupFailure::forbidden:
      return "forbidden";
    case LookupFailure::unavailable:
      return "unavailable";
  }
  return "?";
}

/// "opened: " and the octets, or the failure.
std::string opened(const ContentRoot& root, std::string_view resolved) {
  auto result = root.open_file(resolved);
  if (const auto* failure = std::get_if<LookupFailure>(&result)) {
    return std::string(name_of(*failure));
  }
  const auto& file = std::get<OpenFile>(result);
  std::string octets(file.identity.length, '?');
  const ssize_t length = ::read(file.fd.get(), octets.data(), octets.size());
  return static_cast<std::uint64_t>(length) == file.identity.length ? "opened: " + octets : "short";
}

ContentRoot root_of(const TempContent& content) {
  return std::get<ContentRoot>(ContentRoot::open(content.path()));
}

int error_of(const std::string& folder) {
  const auto result = ContentRoot::open(folder);
  const auto* error = std::get_if<int>(&result);
  return error ? *error : 0;
}

void make_socket(const TempContent& content, std::string_view path) {
  const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const auto name = content.absolute(path);
  ASSERT_LT(name.size(), sizeof address.sun_path);
  name.copy(address.sun_path, name.size());
  ASSERT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

/// From here on openat2(2) fails with `error`, as sandboxes have it, or kernels before 5.6.
bool deny_openat2(unsigned error) {
  sock_filter filter[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_openat2},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | error},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  const sock_fprog program = {std::size(filter), filter};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 &&
         ::syscall(SYS_openat2, 0, nullptr, nullptr, 0) == -1 && errno == static_cast<int>(error);
}

TEST(ContentRoot, ErrorsAreSortedByWhatThePeerIsTold) {
  const struct {
    int error;
    LookupFailure expected;
  } cases[] = {
      {ENOENT, LookupFailure::not_found},      {ENOTDIR, LookupFailure::not_found},
      {ELOOP, LookupFailure::not_found},       {EXDEV, LookupFailure::not_found},
      {EINVAL, LookupFailure::not_found},      {ENAMETOOLONG, LookupFailure::not_found},
      {EILSEQ, LookupFailure::not_found},      {ENXIO, LookupFailure::not_found},
      {EACCES, LookupFailure::forbidden},      {EPERM, LookupFailure::forbidden},
      {EMFILE, LookupFailure::unavailable},    {ENFILE, LookupFailure::unavailable},
      {ENOMEM, LookupFailure::unavailable},    {EIO, LookupFailure::unavailable},
      {EAGAIN, LookupFailure::unavailable},    {ESTALE, LookupFailure::unavailable},
      {ETIMEDOUT, LookupFailure::unavailable}, {0, LookupFailure::unavailable},
  };
  for (const auto& [error, expected] : cases) {
    EXPECT_EQ(name_of(lookup_failure_of(error)), name_of(expected)) << "errno " << error;
  }
}

TEST(ContentRoot, IsKnownByItsRealPath) {
  TempContent content;
  content.mkdir("real/sub");
  content.symlink("real", "link");
  for (const std::string_view path : {"real", "link", "real/", "link/sub/..", "real/./"}) {
    const auto result = ContentRoot::open(content.absolute(path));
    ASSERT_TRUE(std::holds_alternative<ContentRoot>(result)) << path;
    EXPECT_EQ(std::get<ContentRoot>(result).path(), content.absolute("real")) << path;
  }
}

TEST(ContentRoot, WhatIsNoFolderIsReportedWithItsErrno) {
  TempContent content;
  content.write("file");
  content.symlink("none", "dangling");
  content.symlink("loop", "loop");
  EXPECT_EQ(error_of(""), ENOENT);
  EXPECT_EQ(error_of(content.absolute("none")), ENOENT);
  EXPECT_EQ(error_of(content.absolute("dangling")), ENOENT);
  EXPECT_EQ(error_of(content.absolute("file")), ENOTDIR);
  EXPECT_EQ(error_of(content.absolute("loop")), ELOOP);
}

TEST(ContentRoot, AFolderThatCannotBeReadOrEnteredIsReported) {
  TempContent content;
  content.chmod("", 0755);
  for (const mode_t mode : {0000, 0444, 0111}) {
    const auto name = "mode" + std::to_string(mode);
    content.mkdir(name);
    content.chmod(name, mode);
    EXPECT_EQ(test::in_unprivileged_child(
                  [&] { return std::to_string(error_of(content.absolute(name))); }),
              std::to_string(EACCES))
        << std::oct << mode;
  }
}

/// Opens every kind of name in a folder of its own; the first that is wrong, or nothing.
std::string first_surprise() {
  TempContent outside;
  outside.write("secret", "secret");
  TempContent content;
  content.write("file", "one");
  content.write("empty");
  content.write("a/b/c.mp4", "two");
  content.write(".hidden/x", "three");
  content.write("n\xff\n", "four");
  content.symlink("file", "link");
  content.symlink("a", "folder-link");
  content.symlink(outside.path(), "out");
  ::mkfifo(content.absolute("fifo").c_str(), 0644);
  make_socket(content, "socket");
  const std::string long_name(256, 'x');
  const std::string long_path(5000, 'x');
  const struct {
    std::string_view resolved, expected;
  } cases[] = {
      {"file", "opened: one"},
      {"empty", "opened: "},
      {"a/b/c.mp4", "opened: two"},
      {".hidden/x", "opened: three"},  // a link may lead here; names are the index's business
      {"n\xff\n", "opened: four"},

      {"", "not found"},
      {"none", "not found"},
      {"a", "not found"},
      {"a/b/", "not found"},
      {"file/", "not found"},
      {"file/x", "not found"},
      {"link", "not found"},
      {"folder-link/b/c.mp4", "not found"},
      {"out/secret", "not found"},
      {"../x", "not found"},
      {"/etc/passwd", "not found"},
      {"fifo", "not found"},
      {"socket", "not found"},
      {long_name, "not found"},
      {long_path, "not found"},
      {std::string_view("file\0x", 6), "not found"},
  };
  const auto root = root_of(content);
  for (const auto& [resolved, expected] : cases) {
    const auto actual = opened(root, resolved);
    if (actual != expected) return std::string(resolved) + " was " + actual;
  }
  return "none";
}

TEST(ContentRoot, OpensRegularFilesBeneathItAndNothingElse) { EXPECT_EQ(first_surprise(), "none"); }

TEST(ContentRoot, DoesTheSameWithoutOpenat2) {
  for (const unsigned error : {ENOSYS, EPERM}) {
    EXPECT_EQ(test::in_child([error]() -> std::string {
                return deny_openat2(error) ? first_surprise() : "openat2 was not denied";
              }),
              "none")
        << "errno " << error;
  }
}

TEST(ContentRoot, TellsLengthAndTimeOfTheFileThatIsOpen) {
  TempContent content;
  content.write_sparse("file", std::uint64_t{5} << 30);
  const struct {
    timespec time;
    FileTime expected;
  } cases[] = {
      {{1'700'000'000, 123'456'789}, FileTime(1'700'000'000'123'456'789)},
      {{0, 0}, FileTime(0)},
      {{-2, 999'999'999}, FileTime(-1'000'000'001)},
      {{10'000'000'000, 0}, FileTime::max()},  // the year 2286
  };
  const auto root = root_of(content);
  for (const auto& [time, expected] : cases) {
    const timespec times[] = {time, time};
    ASSERT_EQ(::utimensat(root.fd(), "file", times, 0), 0);
    const auto result = root.open_file("file");
    ASSERT_TRUE(std::holds_alternative<OpenFile>(result)) << time.tv_sec;
    EXPECT_EQ(std::get<OpenFile>(result).identity.modified, expected) << time.tv_sec;
    EXPECT_EQ(std::get<OpenFile>(result).identity.length, std::uint64_t{5} << 30);
  }
}

TEST(ContentRoot, WhatIsExchangedLaterLeadsNowhereElse) {
  TempContent outside;
  outside.write("a.mp4", "secret");
  TempContent content;
  content.write("clips/a.mp4", "clip");
  content.write("confidential/a.mp4", "secret");
  const auto root = root_of(content);
  ASSERT_EQ(opened(root, "clips/a.mp4"), "opened: clip");

  content.rename("clips", "old");
  content.symlink("confidential", "clips");
  EXPECT_EQ(opened(root, "clips/a.mp4"), "not found");
  content.remove("clips");
  content.symlink(outside.path(), "clips");
  EXPECT_EQ(opened(root, "clips/a.mp4"), "not found");
  content.remove("clips");
  content.symlink(outside.absolute("a.mp4"), "clips/a.mp4");
  EXPECT_EQ(opened(root, "clips/a.mp4"), "not found");
  content.remove("clips/a.mp4");
  content.write("clips/a.mp4", "new clip");
  EXPECT_EQ(opened(root, "clips/a.mp4"), "opened: new clip");
}

TEST(ContentRoot, FollowsItsFolderWhenThatIsMoved) {
  TempContent content;
  content.write("root/file", "one");
  const auto root = std::get<ContentRoot>(ContentRoot::open(content.absolute("root")));
  content.rename("root", "moved");
  EXPECT_EQ(opened(root, "file"), "opened: one");
}

TEST(ContentRoot, NeverOpensAFifo) {
  TempContent content;
  content.write("file", "one");
  ASSERT_EQ(::mkfifo(content.absolute("fifo").c_str(), 0644), 0);
  const base::UniqueFd watch(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  ASSERT_GE(::inotify_add_watch(watch.get(), content.path().c_str(), IN_OPEN), 0);
  const auto root = root_of(content);
  alignas(inotify_event) char events[4096];
  while (::read(watch.get(), events, sizeof events) > 0) {
  }
  EXPECT_EQ(opened(root, "fifo"), "not found");
  EXPECT_EQ(::read(watch.get(), events, sizeof events), -1) << "the FIFO was opened";
  EXPECT_EQ(opened(root, "file"), "opened: one");
  EXPECT_GT(::read(watch.get(), events, sizeof events), 0) << "opening goes unnoticed";
}

TEST(ContentRoot, NeverOpensADevice) {
  TempContent content;
  const auto device = content.absolute("device");
  RANGED_NEEDS(::mknod(device.c_str(), S_IFCHR | 0666, makedev(1, 3)) == 0,
               "making a device needs more rights");
  EXPECT_EQ(opened(root_of(content), "device"), "not found");
}

TEST(ContentRoot, WhatTheDaemonMayNotReadIsForbidden) {
  TempContent content;
  content.chmod("", 0755);
  content.write("file", "x");
  content.chmod("file", 0000);
  content.write("folder/file", "x");
  content.chmod("folder", 0000);
  const auto root = root_of(content);
  for (const std::string_view path : {"file", "folder/file"}) {
    EXPECT_EQ(test::in_unprivileged_child([&] { return opened(root, path); }), "forbidden") << path;
  }
}

TEST(ContentRoot, OutOfDescriptorsIsUnavailableAndPasses) {
  TempContent content;
  content.write("file", "one");
  const auto root = root_of(content);
  EXPECT_EQ(test::in_child([&] {
              const auto without = [&] {
                const test::NoDescriptors none;
                return opened(root, "file");
              }();
              return without + ", " + opened(root, "file");
            }),
            "unavailable, opened: one");
}

}  // namespace
}  // namespace ranged::content
