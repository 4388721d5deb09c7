#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "file/block_cache.hpp"
#include "support/loop_test.hpp"
#include "support/temp_content.hpp"
#include "unit/file/set_modified.hpp"

// The block cache against a naive model: whatever is asked for in whatever order, the octets are
// those of the file as it was opened or there are none.

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::OpenFile;

constexpr std::size_t kFiles = 4;
constexpr std::size_t kBlocks = 5;  // of a file, the last of them short
constexpr std::size_t kCapacity = 6 * kBlockSize;

/// A file as the model knows it.
struct Known {
  std::shared_ptr<const OpenFile> file;
  std::string octets;
  bool is_current = true;  ///< false once it was rewritten after it was opened
};

class Reader final : public BlockCache::Waiter {
 public:
  void on_block(std::shared_ptr<const Block> block) override { got = std::move(block); }
  void on_read_failed(ReadFailure) override { failed = true; }
  bool ended() const { return got || failed; }

  Known known;
  std::uint64_t index = 0;
  std::shared_ptr<const Block> got;
  bool failed = false;
};

class BlockCacheProperty : public test::LoopTest, public testing::WithParamInterface<unsigned> {
 protected:
  void rewrite(std::size_t number) {
    Known& known = files_[number];
    known.is_current = false;
    for (auto& reader : readers_) {
      if (reader->known.file == known.file) reader->known.is_current = false;
    }
    const std::string name = "file" + std::to_string(number);
    std::string octets((kBlocks - 1) * kBlockSize + 1 + random_() % kBlockSize, '\0');
    const auto seed = random_();
    for (std::size_t at = 0; at < octets.size(); ++at) {
      octets[at] = static_cast<char>((at * 31 + at / kBlockSize + seed) & 0xff);
    }
    content_.write(name, octets);
    set_modified(content_.absolute(name), 1'000'000'000 + ++versions_);
    known = {std::make_shared<const OpenFile>(std::get<OpenFile>(root_.open_file(name))),
             std::move(octets)};
  }

  void ask(BlockCache& cache) {
    const Known& known = files_[random_() % kFiles];
    const std::uint64_t index = random_() % kBlocks;
    if (const auto block = cache.find(*known.file, index)) return check(*block, known, index);
    auto reader = std::make_unique<Reader>();
    reader->known = known;
    reader->index = index;
    ASSERT_EQ(cache.wait_for(known.file, index, *reader), 0);
    readers_.push_back(std::move(reader));
  }

  void check(const Block& block, const Known& known, std::uint64_t index) {
    const bool right =
        block.octets() == std::string_view(known.octets).substr(index * kBlockSize, kBlockSize);
    ASSERT_TRUE(right) << "block " << index;
  }

  /// Those who have theirs, and sometimes somebody who has not.
  void let_readers_go() {
    for (const auto& reader : readers_) {
      if (reader->got) check(*reader->got, reader->known, reader->index);
      ASSERT_FALSE(reader->failed && reader->known.is_current) << "nothing had happened to it";
      if (reader->got) seen_.push_back(reader->got);
    }
    std::erase_if(readers_, [](const auto& reader) { return reader->ended(); });
    if (!readers_.empty() && random_() % 8 == 0) {
      readers_.erase(readers_.begin() + static_cast<std::ptrdiff_t>(random_() % readers_.size()));
    }
  }

  test::TempContent content_;
  const ContentRoot root_ = std::get<ContentRoot>(ContentRoot::open(content_.path()));
  const std::shared_ptr<IoQueue> io_ = std::make_shared<IoQueue>(loop_, IoBounds{});
  std::mt19937_64 random_{GetParam()};
  std::vector<Known> files_ = std::vector<Known>(kFiles);
  std::int64_t versions_ = 0;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::vector<std::weak_ptr<const Block>> seen_;
};

TEST_P(BlockCacheProperty, OctetsAreRightTheBoundHoldsAndNothingStaysPinned) {
  for (std::size_t number = 0; number < kFiles; ++number) rewrite(number);
  {
    BlockCache cache(io_, kCapacity);
    for (int step = 0; step < 2'000 && !HasFatalFailure(); ++step) {
      const auto what = random_() % 100;
      if (what < 60) {
        ask(cache);
      } else if (what < 75) {
        cache.prefetch(files_[random_() % kFiles].file, random_() % kBlocks);
      } else if (what < 77) {
        rewrite(random_() % kFiles);
      } else {
        uv_run(&loop_, UV_RUN_NOWAIT);
      }
      let_readers_go();
      ASSERT_LE(cache.octets(), kCapacity);
      ASSERT_LE(io_->under_way(), IoBounds{}.in_all);
    }
    run();
    let_readers_go();
    readers_.clear();
    ASSERT_FALSE(HasFatalFailure());
    std::size_t kept = 0;
    std::sort(seen_.begin(), seen_.end(), std::owner_less<>());
    const auto same = [](const auto& a, const auto& b) {
      return !a.owner_before(b) && !b.owner_before(a);
    };
    seen_.erase(std::unique(seen_.begin(), seen_.end(), same), seen_.end());
    for (const auto& block : seen_) kept += block.expired() ? 0 : 1;
    EXPECT_GT(seen_.size(), kept) << "some had to go";
    EXPECT_LE(kept, kCapacity / kBlockSize + kFiles) << "the short last ones take less";
    EXPECT_EQ(io_->under_way(), 0U);
  }
  for (const auto& block : seen_) EXPECT_TRUE(block.expired()) << "it outlives the cache";
}

INSTANTIATE_TEST_SUITE_P(Seeds, BlockCacheProperty, testing::Range(1U, 7U));

}  // namespace
}  // namespace ranged::file
