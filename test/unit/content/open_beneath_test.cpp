#include "content/open_beneath.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "ranged/base/unique_fd.hpp"
#include "ranged/content/content_root.hpp"
#include "support/temp_content.hpp"

namespace ranged::content {
namespace {

using test::TempContent;

/// What a caller learns of a result; the two ways have different errors for "a link is in the way".
std::string outcome(int result) {
  const base::UniqueFd fd(result < 0 ? -1 : result);
  if (fd) return "opened";
  const bool not_found = lookup_failure_of(-result) == LookupFailure::not_found;
  return not_found ? "not found" : std::generic_category().message(-result);
}

base::UniqueFd folder_of(const TempContent& content) {
  return base::UniqueFd(::open(content.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

TEST(OpenBeneath, BothWaysOpenTheSameNames) {
  TempContent outside;
  outside.write("secret");
  TempContent content;
  content.write("file", "x");
  content.write("a/b/c.mp4", "x");
  content.write("n\xff\n", "x");
  content.symlink("file", "link");
  content.symlink("a", "folder-link");
  content.symlink(outside.path(), "out");
  content.symlink("/proc/self/cwd", "magic");
  const struct {
    std::string_view path;
    int more_flags;
    std::string_view expected;
  } cases[] = {
      {"file", 0, "opened"},
      {"a/b/c.mp4", 0, "opened"},
      {"n\xff\n", 0, "opened"},
      {"", O_DIRECTORY, "opened"},
      {"a", O_DIRECTORY, "opened"},
      {"a/b", O_DIRECTORY, "opened"},

      {"none", 0, "not found"},
      {"a/none/c.mp4", 0, "not found"},
      {"file", O_DIRECTORY, "not found"},
      {"file/x", 0, "not found"},
      {"link", 0, "not found"},
      {"link", O_DIRECTORY, "not found"},
      {"folder-link", O_DIRECTORY, "not found"},
      {"folder-link/b/c.mp4", 0, "not found"},
      {"out/secret", 0, "not found"},
      {"magic/file", 0, "not found"},
      {"..", O_DIRECTORY, "not found"},
      {"../x", 0, "not found"},
      {"a/../../x", 0, "not found"},
      {"/etc/passwd", 0, "not found"},
      {"/", O_DIRECTORY, "not found"},
  };
  const auto folder = folder_of(content);
  for (const auto& [path, more_flags, expected] : cases) {
    const int fd = folder.get();
    EXPECT_EQ(outcome(open_beneath(fd, std::string(path), more_flags)), expected) << path;
    EXPECT_EQ(outcome(walk_beneath(fd, path, more_flags)), expected) << path << ", by component";
  }
}

TEST(OpenBeneath, WalkingRefusesWhatNoNormalizedPathHas) {
  TempContent content;
  content.write("a/b", "x");
  const auto folder = folder_of(content);
  for (const std::string_view path : {"a//b", "a/./b", "./a/b", "a/../a/b", "a/", "."}) {
    EXPECT_EQ(walk_beneath(folder.get(), path, 0), -EXDEV) << path;
  }
}

TEST(OpenBeneath, ComponentsAndPathsThatAreTooLongAreNotFound) {
  TempContent content;
  const auto folder = folder_of(content);
  const std::string component(256, 'x');
  EXPECT_EQ(open_beneath(folder.get(), component, 0), -ENAMETOOLONG);
  EXPECT_EQ(walk_beneath(folder.get(), component, 0), -ENAMETOOLONG);
  std::string path = "x";
  while (path.size() < 5000) path += "/x";
  EXPECT_EQ(open_beneath(folder.get(), path, 0), -ENAMETOOLONG);
  EXPECT_EQ(walk_beneath(folder.get(), path, 0), -ENOENT);
}

TEST(OpenBeneath, LeavesNoDescriptorBehind) {
  TempContent content;
  content.write("a/b/c", "x");
  const auto folder = folder_of(content);
  const int lowest_free = base::UniqueFd(::dup(folder.get())).get();
  for (const std::string_view path : {"a/b/c", "a/b/none", "a/b/c/d", "a/../x"}) {
    outcome(open_beneath(folder.get(), std::string(path), 0));
    outcome(walk_beneath(folder.get(), path, 0));
    EXPECT_EQ(base::UniqueFd(::dup(folder.get())).get(), lowest_free) << path;
  }
}

TEST(OpenBeneath, DescriptorsAreNotInheritedByPrograms) {
  TempContent content;
  content.write("a/b", "x");
  const auto folder = folder_of(content);
  const base::UniqueFd opened(open_beneath(folder.get(), "a/b", 0));
  const base::UniqueFd walked(walk_beneath(folder.get(), "a/b", 0));
  EXPECT_EQ(::fcntl(opened.get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(::fcntl(walked.get(), F_GETFD), FD_CLOEXEC);
}

}  // namespace
}  // namespace ranged::content
