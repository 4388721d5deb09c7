#include "daemon/indexing.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <vector>

#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

class Lines final : public base::Log {
 public:
  void write(base::LogLevel, std::string_view message) override { all.emplace_back(message); }
  std::vector<std::string> all;
};

struct Progress final : content::ScanProgress {
  bool on_name(std::size_t) override { return goes_on; }
  bool goes_on = true;
};

std::vector<std::string> reported(const test::TempContent& content, std::size_t warnings) {
  Progress progress;
  auto indexed = std::get<Indexed>(index_content({content.path(), {}}, progress));
  for (std::size_t i = 0; i < warnings; ++i) indexed.warnings.push_back(std::to_string(i));
  Lines lines;
  report_warnings(indexed, lines);
  return lines.all;
}

TEST(Indexing, SaysOnlySoManyWarningsAndHowManyMoreThereAre) {
  test::TempContent content;
  content.write("a.mp4", "x");
  EXPECT_EQ(reported(content, 0).size(), 0U);
  EXPECT_EQ(reported(content, 100).size(), 100U);
  const auto lines = reported(content, 103);
  ASSERT_EQ(lines.size(), 101U);
  EXPECT_EQ(lines[99], "99");
  EXPECT_EQ(lines[100], "and 3 more that cannot be served");
}

TEST(Indexing, WarnsOfAFolderWithNothingToServe) {
  test::TempContent content;
  const auto lines = reported(content, 0);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("holds no file that can be served"), std::string::npos);
}

TEST(Indexing, SaysWhyThereIsNoIndex) {
  test::TempContent content;
  content.write("a.mp4", "x");
  Progress progress;
  EXPECT_EQ(std::get<int>(index_content({content.absolute("gone"), {}}, progress)), ENOENT);
  EXPECT_EQ(std::get<int>(index_content({content.absolute("a.mp4"), {}}, progress)), ENOTDIR);
  progress.goes_on = false;
  EXPECT_EQ(std::get<int>(index_content({content.path(), {}}, progress)), ECANCELED);
}

TEST(Indexing, FilesAreOfTheTypesThatTheOperatorGaveThem) {
  test::TempContent content;
  content.write("scene.glb", "x");
  content.write("film.mp4", "x");
  auto types = std::make_shared<http::MediaTypes>();
  ASSERT_TRUE(types->set("glb", "model/gltf-binary"));
  Progress progress;
  const auto indexed = std::get<Indexed>(index_content({content.path(), {}, types}, progress));
  EXPECT_EQ(indexed.site->index.find("scene.glb")->media_type, "model/gltf-binary");
  EXPECT_EQ(indexed.site->index.find("film.mp4")->media_type, "video/mp4");
}

TEST(Indexing, SumsUpASite) {
  test::TempContent content;
  content.write("a.mp4", std::string(2048, 'x'));
  Progress progress;
  const auto indexed = std::get<Indexed>(index_content({content.path(), {}}, progress));
  EXPECT_EQ(summary_of(*indexed.site), "1 files, 2.0 KiB, below " + content.path());
}

}  // namespace
}  // namespace ranged::daemon
