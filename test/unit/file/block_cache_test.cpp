#include "file/block_cache.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/child.hpp"
#include "support/loop_test.hpp"
#include "support/temp_content.hpp"
#include "unit/file/set_modified.hpp"

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::OpenFile;

constexpr std::size_t kRoom = 64 * kBlockSize;

class Viewer final : public BlockCache::Waiter {
 public:
  void on_block(std::shared_ptr<const Block> block) override {
    octets = block->octets();
    if (on_end) on_end();
  }
  void on_read_failed(ReadFailure why) override {
    failure = why;
    if (on_end) on_end();
  }
  bool ended() const { return !octets.empty() || failure; }

  std::string octets;
  std::optional<ReadFailure> failure;
  std::function<void()> on_end;
};

std::string random_octets(std::size_t length) {
  std::mt19937_64 random(length);
  std::string octets(length, '\0');
  for (char& octet : octets) octet = static_cast<char>(random());
  return octets;
}

class BlockCacheTest : public test::LoopTest {
 protected:
  std::shared_ptr<const OpenFile> file_of(std::string_view octets) {
    content_.write("file", octets);
    set_modified(content_.absolute("file"));
    const auto root = std::get<ContentRoot>(ContentRoot::open(content_.path()));
    return std::make_shared<const OpenFile>(std::get<OpenFile>(root.open_file("file")));
  }

  test::TempContent content_;
  const std::shared_ptr<IoQueue> io_ = std::make_shared<IoQueue>(loop_, IoBounds{});
};

TEST_F(BlockCacheTest, BlocksAreTheFilesOctetsAndTheLastIsShorter) {
  const std::string octets = random_octets(3 * kBlockSize + 17);
  const auto file = file_of(octets);
  BlockCache cache(io_, kRoom);
  for (const std::uint64_t index : {2, 0, 3, 1}) {
    Viewer viewer;
    EXPECT_EQ(cache.find(*file, index), nullptr);
    ASSERT_EQ(cache.wait_for(file, index, viewer), 0);
    run();
    EXPECT_EQ(viewer.octets, octets.substr(index * kBlockSize, kBlockSize)) << index;
    ASSERT_NE(cache.find(*file, index), nullptr);
    EXPECT_EQ(cache.find(*file, index)->octets(), viewer.octets);
  }
  EXPECT_EQ(cache.readings(), 4U);
  EXPECT_EQ(cache.misses(), 4U);
  EXPECT_EQ(cache.hits(), 8U);
  EXPECT_EQ(cache.octets(), octets.size());
}

TEST_F(BlockCacheTest, OneReadingServesEveryoneWhoWaits) {
  const auto file = file_of("octets");
  for (const std::size_t capacity : {std::size_t{0}, kRoom}) {
    BlockCache cache(io_, capacity);
    std::vector<Viewer> viewers(64);
    cache.prefetch(file, 0);
    for (auto& viewer : viewers) ASSERT_EQ(cache.wait_for(file, 0, viewer), 0);
    run();
    for (const auto& viewer : viewers) EXPECT_EQ(viewer.octets, "octets");
    EXPECT_EQ(cache.readings(), 1U) << "capacity " << capacity;
    EXPECT_EQ(cache.octets(), capacity == 0 ? 0U : 6U);
  }
}

TEST_F(BlockCacheTest, AheadOfNeedIsReadOnceAndOnlyWhatCanBeKept) {
  const auto file = file_of("octets");
  const struct {
    std::size_t capacity;
    std::uint64_t readings;
  } cases[] = {{0, 0}, {kBlockSize - 1, 0}, {kBlockSize, 1}};
  for (const auto& [capacity, readings] : cases) {
    BlockCache cache(io_, capacity);
    cache.prefetch(file, 0);
    cache.prefetch(file, 0);
    run();
    cache.prefetch(file, 0);
    run();
    EXPECT_EQ(cache.readings(), readings) << capacity;
  }
}

TEST_F(BlockCacheTest, WhoWaitsMayGoAndTakeOthersAlong) {
  const auto file = file_of("octets");
  BlockCache cache(io_, kRoom);
  auto gone = std::make_unique<Viewer>();
  Viewer first;
  auto taken_along = std::make_unique<Viewer>();
  Viewer last;
  first.on_end = [&] { taken_along.reset(); };
  for (Viewer* viewer : {gone.get(), &first, taken_along.get(), &last}) {
    ASSERT_EQ(cache.wait_for(file, 0, *viewer), 0);
  }
  gone.reset();
  run();
  EXPECT_EQ(first.octets, "octets");
  EXPECT_EQ(last.octets, "octets");
}

TEST_F(BlockCacheTest, TheCacheMayGoWhileItReadsAndTheDescriptorGoesAfterTheReading) {
  auto file = file_of("octets");
  const std::weak_ptr<const OpenFile> watch = file;
  Viewer viewer;
  {
    BlockCache cache(io_, kRoom);
    ASSERT_EQ(cache.wait_for(std::move(file), 0, viewer), 0);
  }
  EXPECT_FALSE(watch.expired()) << "the reading under way holds the descriptor";
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_FALSE(viewer.ended());
}

TEST_F(BlockCacheTest, OctetsOfAnotherStateAreNeitherGivenNorKept) {
  const struct {
    std::string_view what, octets;
    ReadFailure failure;
  } cases[] = {
      {"rewritten", "others", ReadFailure::changed_file},
      {"longer", "octets and more", ReadFailure::changed_file},
      {"shorter", "oct", ReadFailure::changed_file},
      {"empty", "", ReadFailure::short_file},
  };
  for (const auto& [what, octets, failure] : cases) {
    BlockCache cache(io_, kRoom);
    const auto file = file_of("octets");
    content_.write("file", octets);
    Viewer viewer;
    ASSERT_EQ(cache.wait_for(file, 0, viewer), 0);
    run();
    EXPECT_EQ(viewer.failure, failure) << what;
    EXPECT_EQ(cache.octets(), 0U) << what;
  }
}

TEST_F(BlockCacheTest, AReadThatFailsIsToldToEveryone) {
  BlockCache cache(io_, kRoom);
  auto file = std::make_shared<OpenFile>();  // without a descriptor
  file->identity.length = 10;
  std::vector<Viewer> viewers(3);
  for (auto& viewer : viewers) ASSERT_EQ(cache.wait_for(file, 0, viewer), 0);
  run();
  for (const auto& viewer : viewers) EXPECT_EQ(viewer.failure, ReadFailure::read_error);
}

TEST_F(BlockCacheTest, AFailureIsForgotten) {
  BlockCache cache(io_, kRoom);
  content_.write("file", "others");
  const auto stale = file_of("octets");
  content_.write("file", "others");
  Viewer first;
  ASSERT_EQ(cache.wait_for(stale, 0, first), 0);
  run();
  EXPECT_TRUE(first.failure);
  const auto fresh = file_of("others");
  Viewer second;
  ASSERT_EQ(cache.wait_for(fresh, 0, second), 0);
  run();
  EXPECT_EQ(second.octets, "others");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they end the process instead

TEST_F(BlockCacheTest, WhatThereIsNoMemoryForIsAnErrorAndNotTheEnd) {
  constexpr std::uint64_t kBlocks = 2'000;  // more than the heap can have to spare
  struct Taker final : BlockCache::Waiter {
    void on_block(std::shared_ptr<const Block>) override {}
    void on_read_failed(ReadFailure) override {}
  };
  content_.write_sparse("file", kBlocks * kBlockSize);
  const auto root = std::get<ContentRoot>(ContentRoot::open(content_.path()));
  const auto file = std::make_shared<const OpenFile>(std::get<OpenFile>(root.open_file("file")));
  EXPECT_EQ(test::in_child([&]() -> std::string {
              BlockCache cache(io_, kBlocks * kBlockSize);
              Taker taker;
              if (cache.wait_for(file, 0, taker) != 0) return "nothing was read";
              run();  // the threadpool has its stacks now
              const rlimit none = {0, 0};
              ::setrlimit(RLIMIT_AS, &none);
              for (std::uint64_t index = 1; index < kBlocks; ++index) {
                if (const int error = cache.wait_for(file, index, taker)) return uv_err_name(error);
                run();
              }
              return "there was memory for all";
            }),
            "ENOMEM");
}

#endif

}  // namespace
}  // namespace ranged::file
