#include "file/block_store.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>

namespace ranged::file {
namespace {

BlockId id_of(std::uint64_t file, std::uint64_t index = 0) { return {{1, file, 0, {}}, {}, index}; }

std::shared_ptr<Block> block_of(std::size_t length, char octet = 'x') {
  auto block = std::make_shared<Block>(length);
  std::fill_n(block->data(), length, octet);
  return block;
}

/// Those of the files 0 to 9 whose only block is kept. Does not count as asking.
std::string kept_of(const BlockStore& store) {
  std::string kept;
  for (char file = 0; file < 10; ++file) {
    if (store.contains(id_of(static_cast<std::uint64_t>(file))))
      kept += static_cast<char>('0' + file);
  }
  return kept;
}

/// '+N' inserts ten octets as file N's block, 'N' asks for it.
std::string after(std::string_view script, std::size_t capacity) {
  BlockStore store(capacity);
  for (std::size_t i = 0; i < script.size(); ++i) {
    const bool inserts = script[i] == '+';
    if (inserts) ++i;
    const auto id = id_of(static_cast<std::uint64_t>(script[i] - '0'));
    if (inserts)
      store.insert(id, block_of(10));
    else
      static_cast<void>(store.find(id));
  }
  return kept_of(store);
}

TEST(BlockStore, LetsGoWhatWasUsedLeastAndOnce) {
  const struct {
    std::string_view script;
    std::size_t capacity;
    std::string_view kept;
  } cases[] = {
      {"", 50, ""},
      {"+0+1+2+3+4", 50, "01234"},
      {"+0+1+2+3+4+5", 50, "12345"},
      {"+0+1+2+3+40+5", 50, "02345"},       // asked for once: it goes last of its segment
      {"+00+1+2+3+4+5+6", 50, "23456"},     // asked for once is not enough to be protected
      {"+000+1+2+3+4+5+6+7", 50, "04567"},  // twice is: a scan does not flush it
      {"+000+111+222+3+4+5+6", 50, "01256"},
      {"+000+111+222+333+444+5+6", 50, "12346"},  // four fifths are protected, the fifth goes back
      {"+0+0+0+1", 20, "01"},                     // what is there is not kept twice
      {"+0+1", 10, "1"},
      {"+0", 9, ""},  // larger than everything
      {"+0+1", 0, ""},
      {"+07+1", 20, "01"},  // asking for what is not there changes nothing
  };
  for (const auto& [script, capacity, kept] : cases) {
    EXPECT_EQ(after(script, capacity), kept) << script << " of " << capacity;
  }
}

TEST(BlockStore, GivesTheBlockOfThatStateOfThatFileOnly) {
  BlockStore store(1000);
  using content::FileTime;
  const BlockId id{{1, 2, 3, FileTime(4)}, FileTime(5), 6};
  store.insert(id, block_of(10, 'a'));
  ASSERT_NE(store.find(id), nullptr);
  EXPECT_EQ(store.find(id)->octets(), "aaaaaaaaaa");
  for (const BlockId& other : {
           BlockId{{9, 2, 3, FileTime(4)}, FileTime(5), 6},
           BlockId{{1, 9, 3, FileTime(4)}, FileTime(5), 6},
           BlockId{{1, 2, 9, FileTime(4)}, FileTime(5), 6},
           BlockId{{1, 2, 3, FileTime(9)}, FileTime(5), 6},
           BlockId{{1, 2, 3, FileTime(4)}, FileTime(9), 6},
           BlockId{{1, 2, 3, FileTime(4)}, FileTime(5), 9},
       }) {
    EXPECT_EQ(store.find(other), nullptr);
  }
}

TEST(BlockStore, WhatIsHeldOutlivesItsBeingLetGo) {
  BlockStore store(10);
  store.insert(id_of(1), block_of(10, 'a'));
  const auto held = store.find(id_of(1));
  store.insert(id_of(2), block_of(10, 'b'));
  EXPECT_EQ(store.find(id_of(1)), nullptr);
  EXPECT_EQ(held->octets(), "aaaaaaaaaa");
}

TEST(BlockStore, NeverKeepsMoreThanItMayNorGivesOtherOctets) {
  std::mt19937 random(42);
  for (const std::size_t capacity : {0, 1, 100, 1000, 5000}) {
    BlockStore store(capacity);
    std::map<std::uint64_t, std::weak_ptr<const Block>> given;
    for (int step = 0; step < 20'000; ++step) {
      const std::uint64_t file = random() % 50;
      const auto letter = static_cast<char>('A' + file);
      if (random() % 2 == 0) {
        const auto block = block_of(1 + random() % 200, letter);
        given[file] = store.contains(id_of(file)) ? given[file] : block;
        store.insert(id_of(file), block);
      } else if (const auto block = store.find(id_of(file))) {
        ASSERT_EQ(block, given[file].lock()) << "step " << step;
        ASSERT_EQ(block->octets(), std::string(block->length(), letter)) << "step " << step;
      }
      ASSERT_LE(store.octets(), capacity) << "step " << step;
      std::size_t alive = 0;
      for (const auto& [number, block] : given) alive += block.expired() ? 0U : 1U;
      ASSERT_EQ(alive, store.blocks()) << "step " << step << ": something is pinned";
    }
  }
}

}  // namespace
}  // namespace ranged::file
