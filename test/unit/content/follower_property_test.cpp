#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "content/follower.hpp"
#include "support/index_text.hpp"
#include "support/temp_content.hpp"

// Files, folders and links are made, moved, turned and removed at random: whatever it was, reading
// again where something happened gives what reading everything gives.

namespace ranged::content {
namespace {

namespace fs = std::filesystem;

/// Acts on a folder by chance. What cannot be done is not done.
class Vandal {
 public:
  Vandal(fs::path folder, unsigned seed) : folder_(std::move(folder)), random_(seed) {}

  /// What was done.
  std::string act() {
    std::error_code ignored;
    const fs::path path = some_path();
    const fs::path other = some_path();
    const std::string said = path.lexically_relative(folder_);
    switch (below(10)) {
      case 0:
        fs::create_directories(path, ignored);
        return "mkdir -p " + said;
      case 1:
      case 2:
      case 3:
        fs::create_directories(path.parent_path(), ignored);
        std::ofstream(path) << std::string(below(1000), 'x');
        return "write " + said;
      case 4:
        std::ofstream(path.parent_path() / ".part") << std::string(below(1000), 'x');
        fs::rename(path.parent_path() / ".part", path, ignored);
        return "replace " + said;
      case 5:
      case 6:
        if (links() == kMostLinks) return "nothing";
        fs::create_symlink(some_target(path, other), path, ignored);
        return "link " + said + " to " + std::string(fs::read_symlink(path, ignored));
      case 7:
        fs::remove_all(path, ignored);
        return "remove " + said;
      default:
        fs::rename(path, other, ignored);
        return "rename " + said + " to " + std::string(other.lexically_relative(folder_));
    }
  }

 private:
  /// Links to folders multiply what is found; past some bounds it is a matter of chance what.
  static constexpr int kMostLinks = 5;

  int links() const {
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_symlink()) ++count;
    }
    return count;
  }

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  fs::path some_path() {
    static const std::vector<std::string> kNames = {"a", "b", "c", "d.mp4", ".h"};
    fs::path path = folder_;
    for (std::size_t depth = below(3) + 1; depth > 0; --depth) {
      path /= kNames[below(kNames.size())];
    }
    return path;
  }

  fs::path some_target(const fs::path& link, const fs::path& target) {
    if (below(4) == 0) return target;
    return target.lexically_relative(link.parent_path());
  }

  const fs::path folder_;
  std::mt19937 random_;
};

constexpr int kRounds = 250;

class FollowerProperty : public testing::TestWithParam<unsigned> {
 protected:
  struct Nobody final : ScanProgress {
    bool on_name(std::size_t) override { return true; }
  };

  FollowerProperty() { EXPECT_TRUE(follower_.scan(root_, nobody_, false)); }

  std::optional<Scan> follow() {
    FolderEvents events;
    while (follower_.inotify()->read(events)) {
    }
    return follower_.scan_again(root_, events, nobody_);
  }

  Nobody nobody_;
  test::TempContent content_;
  const ContentRoot root_ = std::get<ContentRoot>(ContentRoot::open(content_.path()));
  std::shared_ptr<const http::MediaTypes> types_ = std::make_shared<const http::MediaTypes>();
  Follower follower_{types_};
  Vandal vandal_{content_.path(), GetParam()};
};

TEST_P(FollowerProperty, WhateverHappensTheIndexIsThatOfTheFolder) {
  std::mt19937 random(GetParam());
  std::string history;
  std::size_t files = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (auto acts = random() % 6; acts > 0; --acts) history += vandal_.act() + '\n';
    history += "--\n";
    const auto again = follow();
    ASSERT_TRUE(again) << history;
    Follower fresh(types_);
    const auto everything = fresh.scan(root_, nobody_, false);
    ASSERT_TRUE(everything->warnings.empty()) << "too many links: " << everything->warnings[0];
    ASSERT_EQ(test::text_of(again->index), test::text_of(everything->index)) << history;
    ASSERT_EQ(again->index.root()->totals(), everything->index.root()->totals());
    ASSERT_EQ(follower_.watches(), fresh.watches()) << history;
    files += everything->index.files();
  }
  EXPECT_GT(files, 3u * kRounds) << "there was little to be noticed";
}

TEST_P(FollowerProperty, NothingIsMissedThatHappensWhileFoldersAreRead) {
  std::atomic<bool> is_over = false;
  std::thread acting([this, &is_over] {
    for (int i = 0; i < 2 * kRounds; ++i) vandal_.act();
    is_over = true;
  });
  while (!is_over) EXPECT_TRUE(follow());
  acting.join();
  const auto again = follow();
  ASSERT_TRUE(again);
  EXPECT_EQ(test::text_of(again->index), test::text_of(scan(root_).index));
}

INSTANTIATE_TEST_SUITE_P(Seeds, FollowerProperty, testing::Range(1u, 13u));

}  // namespace
}  // namespace ranged::content
