#include "file/file_reader.hpp"

#include <fcntl.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/loop_test.hpp"
#include "support/temp_content.hpp"
#include "unit/file/set_modified.hpp"

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::OpenFile;
using test::TempContent;

/// Takes every block and asks for the next.
class Collector final : public FileReader::Delegate {
 public:
  void on_block(Block block) override {
    sizes.push_back(block.length);
    octets.append(block.octets.get(), block.length);
    if (on_each) on_each();
    if (reader && !reader->done()) error = reader->read_next();
  }
  void on_read_failed(ReadFailure why) override { failure = why; }

  FileReader* reader = nullptr;
  std::function<void()> on_each;
  std::vector<std::size_t> sizes;
  std::string octets;
  std::optional<ReadFailure> failure;
  int error = 0;  // of read_next()
};

std::string random_octets(std::size_t length) {
  std::mt19937_64 random(length);
  std::string octets(length, '\0');
  for (char& octet : octets) octet = static_cast<char>(random());
  return octets;
}

class FileReaderTest : public test::LoopTest {
 protected:
  std::shared_ptr<const OpenFile> open() const {
    const auto root = std::get<ContentRoot>(ContentRoot::open(content_.path()));
    return std::make_shared<const OpenFile>(std::get<OpenFile>(root.open_file("file")));
  }

  std::shared_ptr<const OpenFile> file_of(std::string_view octets) {
    content_.write("file", octets);
    set_modified(content_.absolute("file"));
    return open();
  }

  /// Reads the whole range, as far as it goes.
  void read(std::shared_ptr<const OpenFile> file, http::ByteRange range, Collector& got) {
    FileReader reader(loop_, std::move(file), range, got);
    got.reader = &reader;
    ASSERT_EQ(reader.read_next(), 0);
    run();
    got.reader = nullptr;
    EXPECT_EQ(got.error, 0);
    EXPECT_FALSE(reader.reading());
    EXPECT_EQ(reader.done(), !got.failure);
  }

  TempContent content_;
};

TEST_F(FileReaderTest, BlocksEndWhereTheBlocksOfTheFileEnd) {
  constexpr std::uint64_t kBlock = kBlockSize;
  const struct {
    http::ByteRange range;
    std::vector<std::size_t> sizes;
  } cases[] = {
      {{0, 1}, {1}},
      {{0, kBlock}, {kBlock}},
      {{0, kBlock + 1}, {kBlock, 1}},
      {{0, 3 * kBlock}, {kBlock, kBlock, kBlock}},
      {{1, kBlock}, {kBlock - 1, 1}},
      {{kBlock - 1, 2}, {1, 1}},
      {{kBlock, kBlock}, {kBlock}},
      {{kBlock + 5, 7}, {7}},
      {{kBlock + 5, kBlock}, {kBlock - 5, 5}},
      {{3 * kBlock - 1, 1}, {1}},
  };
  const std::string octets = random_octets(3 * kBlockSize);
  const auto file = file_of(octets);
  for (const auto& [range, sizes] : cases) {
    Collector got;
    read(file, range, got);
    EXPECT_EQ(got.sizes, sizes) << range.offset << '+' << range.length;
    EXPECT_TRUE(got.octets == octets.substr(range.offset, range.length))
        << range.offset << '+' << range.length;
  }
}

TEST_F(FileReaderTest, OctetsAreThoseOfTheFileWhereverItIsRead) {
  const std::string octets = random_octets(2 * kBlockSize + 12'345);
  const auto file = file_of(octets);
  std::mt19937_64 random(1);
  for (int round = 0; round < 100; ++round) {
    const std::uint64_t offset = random() % octets.size();
    const std::uint64_t length = 1 + random() % (octets.size() - offset);
    Collector got;
    read(file, {offset, length}, got);
    ASSERT_TRUE(got.octets == octets.substr(offset, length)) << offset << '+' << length;
  }
}

TEST_F(FileReaderTest, ReadsOnlyWhenAskedTo) {
  Collector got;
  FileReader reader(loop_, file_of(std::string(2 * kBlockSize, 'x')), {0, 2 * kBlockSize}, got);
  EXPECT_FALSE(reader.reading());
  ASSERT_EQ(reader.read_next(), 0);
  EXPECT_TRUE(reader.reading());
  EXPECT_TRUE(got.sizes.empty()) << "never from inside read_next()";
  run();
  EXPECT_EQ(got.sizes.size(), 1U);
  EXPECT_FALSE(reader.reading());
  EXPECT_FALSE(reader.done());
}

TEST_F(FileReaderTest, SaysWhyARangeCannotBeReadToItsEnd) {
  const struct {
    std::string_view what;
    std::function<void(TempContent&)> change;
    http::ByteRange range;
    ReadFailure expected;
  } cases[] = {
      {"emptied", [](auto& content) { content.write("file"); }, {0, 100}, ReadFailure::short_file},
      {"cut before the range",
       [](auto& content) { content.write_sparse("file", 10); },
       {50, 50},
       ReadFailure::short_file},
      {"cut inside the range",
       [](auto& content) { content.write_sparse("file", 60); },
       {50, 50},
       ReadFailure::changed_file},
      {"grown",
       [](auto& content) { content.write_sparse("file", 200); },
       {0, 100},
       ReadFailure::changed_file},
      {"rewritten",
       [](auto& content) { content.write("file", std::string(100, 'b')); },
       {0, 100},
       ReadFailure::changed_file},
  };
  for (const auto& [what, change, range, expected] : cases) {
    const auto file = file_of(std::string(100, 'a'));
    change(content_);
    Collector got;
    read(file, range, got);
    EXPECT_EQ(got.failure, expected) << what;
    EXPECT_EQ(got.octets, "") << what;
  }
}

TEST_F(FileReaderTest, ARangeBeyondWhatTheFileEverHadIsShort) {
  const auto file = file_of(std::string(100, 'a'));
  Collector got;
  read(file, {90, 20}, got);
  EXPECT_EQ(got.octets, std::string(10, 'a'));
  EXPECT_EQ(got.failure, ReadFailure::short_file);
}

TEST_F(FileReaderTest, AFileThatIsRewrittenBetweenTwoBlocksIsNeverMixed) {
  const auto file = file_of(std::string(2 * kBlockSize, 'a'));
  Collector got;
  got.on_each = [this] { content_.write("file", std::string(2 * kBlockSize, 'b')); };
  read(file, {0, 2 * kBlockSize}, got);
  EXPECT_EQ(got.failure, ReadFailure::changed_file);
  EXPECT_TRUE(got.octets == std::string(kBlockSize, 'a'));
}

TEST_F(FileReaderTest, AFileThatIsRemovedOrReplacedIsReadToItsEnd) {
  const auto file = file_of(std::string(100, 'a'));
  content_.write("other", std::string(100, 'b'));
  content_.rename("other", "file");
  Collector got;
  read(file, {0, 100}, got);
  EXPECT_EQ(got.octets, std::string(100, 'a'));
}

TEST_F(FileReaderTest, AReadThatTheSystemRefusesIsAnError) {
  auto folder = std::make_shared<OpenFile>();
  folder->fd = base::UniqueFd(::open(content_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  Collector got;
  read(folder, {0, 100}, got);
  EXPECT_EQ(got.failure, ReadFailure::read_error);
}

TEST_F(FileReaderTest, MayGoWhileAReadIsInFlight) {
  Collector got;
  auto file = file_of(std::string(100, 'a'));
  const std::weak_ptr<const OpenFile> watch = file;
  {
    FileReader reader(loop_, std::move(file), {0, 100}, got);
    ASSERT_EQ(reader.read_next(), 0);
  }
  EXPECT_FALSE(watch.expired()) << "the read in flight still holds the descriptor";
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_TRUE(got.sizes.empty());
  EXPECT_EQ(got.failure, std::nullopt);
}

TEST_F(FileReaderTest, MayGoWhileItHandsOverABlock) {
  Collector got;
  auto reader = std::make_unique<FileReader>(loop_, file_of(std::string(2 * kBlockSize, 'a')),
                                             http::ByteRange{0, 2 * kBlockSize}, got);
  got.on_each = [&reader] { reader.reset(); };
  ASSERT_EQ(reader->read_next(), 0);
  run();
  EXPECT_EQ(got.sizes.size(), 1U);
}

TEST_F(FileReaderTest, ManyMayGoWhileTheirReadsAreStillQueued) {
  Collector got;
  auto file = file_of(std::string(kBlockSize, 'a'));
  const std::weak_ptr<const OpenFile> watch = file;
  for (int i = 0; i < 64; ++i) {
    FileReader reader(loop_, file, {0, kBlockSize}, got);
    ASSERT_EQ(reader.read_next(), 0);
  }
  file.reset();
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_TRUE(got.sizes.empty());
}

}  // namespace
}  // namespace ranged::file
