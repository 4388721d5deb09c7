#include "daemon/indexing.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

std::shared_ptr<const http::MediaTypes> types() {
  return std::make_shared<const http::MediaTypes>();
}

struct Progress final : content::ScanProgress {
  bool on_name(std::size_t) override { return goes_on; }
  bool goes_on = true;
};

TEST(Indexing, SaysWhyThereIsNoIndex) {
  test::TempContent content;
  content.write("a.mp4", "x");
  Progress progress;
  const auto error_of = [&](const std::string& folder) {
    content::Follower follower(types());
    return std::get<int>(index_content({folder, {}}, follower, progress));
  };
  EXPECT_EQ(error_of(content.absolute("gone")), ENOENT);
  EXPECT_EQ(error_of(content.absolute("a.mp4")), ENOTDIR);
  progress.goes_on = false;
  EXPECT_EQ(error_of(content.path()), ECANCELED);
}

TEST(Indexing, AgainSharesTheRootAndTheSiteIfNothingHasChanged) {
  test::TempContent content;
  content.write("a.mp4", "x");
  Progress progress;
  content::Follower follower(types());
  const Content what{content.path(), {}};
  const auto site = std::get<Indexed>(index_content(what, follower, progress)).site;
  const auto same = index_again(what, site, follower, {}, progress);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->site, site);
  EXPECT_EQ(same->folders_read, std::vector<std::string>());
  content.write("b.mp4", "x");
  content::FolderEvents events;
  follower.inotify()->read(events);
  const auto other = index_again(what, site, follower, events, progress);
  ASSERT_TRUE(other);
  EXPECT_NE(other->site, site);
  EXPECT_EQ(other->site->root, site->root);
  EXPECT_EQ(other->site->index.files(), 2u);
  EXPECT_EQ(other->folders_read, std::vector<std::string>{""});
}

TEST(Indexing, FilesAreOfTheTypesThatTheOperatorGaveThem) {
  test::TempContent content;
  content.write("scene.glb", "x");
  content.write("film.mp4", "x");
  auto own_types = std::make_shared<http::MediaTypes>();
  ASSERT_TRUE(own_types->set("glb", "model/gltf-binary"));
  Progress progress;
  content::Follower follower(own_types);
  const auto indexed = std::get<Indexed>(index_content({content.path(), {}}, follower, progress));
  EXPECT_EQ(indexed.site->index.find("scene.glb")->media_type, "model/gltf-binary");
  EXPECT_EQ(indexed.site->index.find("film.mp4")->media_type, "video/mp4");
}

TEST(Indexing, SumsUpASite) {
  test::TempContent content;
  content.write("a.mp4", std::string(2048, 'x'));
  Progress progress;
  content::Follower follower(types());
  const auto indexed = std::get<Indexed>(index_content({content.path(), {}}, follower, progress));
  EXPECT_EQ(summary_of(*indexed.site), "1 files, 2.0 KiB, below " + content.path());
}

}  // namespace
}  // namespace ranged::daemon
