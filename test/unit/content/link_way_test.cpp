#include "content/link_way.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "support/child.hpp"
#include "support/needs.hpp"
#include "support/temp_content.hpp"

namespace ranged::content {
namespace {

/// "films new!": the folders in order, those whose names matter with a mark; "/" is the root.
std::string spelled(std::vector<WayPoint> way) {
  std::sort(way.begin(), way.end(),
            [](const WayPoint& a, const WayPoint& b) { return a.folder < b.folder; });
  std::string text;
  for (const auto& [folder, names_matter] : way) {
    if (!text.empty()) text += ' ';
    text += (folder.empty() ? "/" : folder) + (names_matter ? "!" : "");
  }
  return text;
}

TEST(LinkWay, IsWhatTheLinkDependsOn) {
  test::TempContent outside;
  test::TempContent content;
  content.write("root/films/new/a.mp4");
  content.write("root/.store/b.mp4");
  content.mkdir("root/links/empty");
  content.symlink("films", "root/movies");
  content.symlink("new/a.mp4", "root/films/newest");
  outside.symlink(content.absolute("root/films"), "back");
  const struct {
    std::string target, expected;
  } cases[] = {
      {"x", "links!"},
      {".", "links!"},
      {"empty", "links!"},
      {"../films", "/! links!"},
      {"../films/", "/! links!"},
      {"../films/new/a.mp4", "/ films films/new! links!"},
      {"../films//new/./a.mp4", "/ films films/new! links!"},
      {"../films/new/../../.store/b.mp4", "/ .store! films films/new links!"},
      {"../films/none", "/ films! links!"},
      {"../none/at/all", "/! links!"},
      {"../movies/new", "/! films! links!"},
      {"../films/newest", "/ films! films/new! links!"},
      {"../films/new/a.mp4/x", "/ films films/new! films/new/a.mp4! links!"},
      {content.absolute("root/films"), "/! links!"},
      {"../..", "/ links!"},
      {outside.path(), "links!"},
      {outside.absolute("back"), "/! links!"},
      {outside.absolute("back/new"), "/ films! links!"},
      {"loop", "links!"},
  };
  for (const auto& [target, expected] : cases) {
    content.symlink(target, "root/links/loop");
    EXPECT_EQ(spelled(way_of(content.absolute("root"), "links", "loop")), expected) << target;
    content.remove("root/links/loop");
  }
  content.symlink("films/new", "root/new");
  EXPECT_EQ(spelled(way_of(content.absolute("root"), "", "new")), "/! films!");
}

TEST(LinkWay, BeginsAtTheRootOfTheSystemIfThatIsTheRoot) {
  RANGED_NEEDS(::geteuid() == 0, "chroot(2) needs more rights");
  test::TempContent content;
  content.write("films/a.mp4");
  content.symlink("/films/a.mp4", "links/best");
  EXPECT_EQ(test::in_child([&]() -> std::string {
              if (::chroot(content.path().c_str()) != 0 || ::chdir("/") != 0) return "no chroot";
              return spelled(way_of("/", "links", "best"));
            }),
            "/ films! links!");
}

}  // namespace
}  // namespace ranged::content
