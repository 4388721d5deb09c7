#include "net/response_sender.hpp"

#include <string>
#include <vector>

#include "support/temp_content.hpp"
#include "unit/net/sender_fixture.hpp"

namespace ranged::net {
namespace {

using content::ContentRoot;
using content::OpenFile;
using file::kBlockSize;
using file::ReadFailure;
using http::ByteRange;

class ResponseSenderTest : public SenderFixture {
 protected:
  ResponseSenderTest() { sender_.emplace(loop_, *queue_, *this); }

  std::shared_ptr<const OpenFile> file_of(std::string_view octets) {
    content_.write("file", octets);
    const auto root = std::get<ContentRoot>(ContentRoot::open(content_.path()));
    return std::make_shared<const OpenFile>(std::get<OpenFile>(root.open_file("file")));
  }

  /// Reads for the peer until the answer is sent or fails.
  std::string take_all() {
    std::string taken;
    const bool ended = run_until([&] {
      taken += received();
      return (sender_->all_queued() && queue_->empty()) || read_failure_ || write_error_ != 0;
    });
    EXPECT_TRUE(ended);
    return taken + received();
  }

  test::TempContent content_;
};

TEST_F(ResponseSenderTest, SendsTextsAndRangesInOrder) {
  const std::string parts[] = {"--b|", "|--b|", "|--b--"};
  const struct {
    std::vector<plan::Segment> body;
    std::string_view expected;
  } cases[] = {
      {{}, "HEAD|"},
      {{parts[0]}, "HEAD|--b|"},
      {{parts[0], parts[1]}, "HEAD|--b||--b|"},
      {{ByteRange{0, 10}}, "HEAD|0123456789"},
      {{ByteRange{9, 1}}, "HEAD|9"},
      {{ByteRange{3, 2}, ByteRange{0, 2}}, "HEAD|3401"},
      {{parts[0], ByteRange{0, 3}, parts[1], ByteRange{7, 2}, parts[2]},
       "HEAD|--b|012|--b|78|--b--"},
  };
  for (const auto& [body, expected] : cases) {
    sender_.emplace(loop_, *queue_, *this);
    ASSERT_EQ(sender_->start("HEAD|", body, file_of("0123456789")), 0) << expected;
    run();
    EXPECT_TRUE(sender_->all_queued()) << expected;
    EXPECT_EQ(received(), expected);
    EXPECT_EQ(sender_->octets_taken(), expected.size());
    EXPECT_EQ(sender_->body_octets_taken(), plan::length_of(body)) << expected;
  }
}

TEST_F(ResponseSenderTest, HeadAndFirstOctetsLeaveTogether) {
  ASSERT_EQ(sender_->start("HEAD|", {ByteRange{0, 10}}, file_of("0123456789")), 0);
  EXPECT_EQ(received(), "") << "the head waits for the file";
  EXPECT_FALSE(sender_->committed());
  run();
  EXPECT_EQ(writes_, 1);
  EXPECT_EQ(received(), "HEAD|0123456789");
  EXPECT_TRUE(sender_->committed());
}

TEST_F(ResponseSenderTest, NothingIsPromisedOfAFileThatCannotBeRead) {
  ASSERT_EQ(sender_->start("HEAD", {ByteRange{0, 3}}, file_of("")), 0);
  run();
  EXPECT_EQ(read_failure_, ReadFailure::short_file);
  EXPECT_FALSE(sender_->committed());
  EXPECT_FALSE(sender_->all_queued());
  EXPECT_EQ(received(), "");
}

TEST_F(ResponseSenderTest, NothingFollowsWhatAFileThatEndsEarlyStillHad) {
  ASSERT_EQ(sender_->start("HEAD|", {ByteRange{0, 20}, "|end"}, file_of("0123456789")), 0);
  EXPECT_EQ(take_all(), "HEAD|0123456789");
  EXPECT_EQ(read_failure_, ReadFailure::short_file);
  EXPECT_TRUE(sender_->committed());
  EXPECT_FALSE(sender_->all_queued());
}

TEST_F(ResponseSenderTest, APeerThatDoesNotReadStopsTheReading) {
  const std::string film(20 * kBlockSize, 'x');
  ASSERT_EQ(sender_->start("", {ByteRange{0, film.size()}}, file_of(film)), 0);
  ASSERT_TRUE(run_until([this] { return !queue_->has_room(); }));
  idle_about();
  EXPECT_FALSE(sender_->all_queued());
  EXPECT_LE(queue_->octets(), WriteQueue::kHighWater + kBlockSize);
  EXPECT_EQ(take_all().size(), film.size());
  EXPECT_EQ(sender_->body_octets_taken(), film.size());
}

TEST_F(ResponseSenderTest, OctetsTakenAreThoseTheKernelHas) {
  const std::string film(20 * kBlockSize, 'x');
  ASSERT_EQ(sender_->start("HEAD", {ByteRange{0, film.size()}}, file_of(film)), 0);
  EXPECT_EQ(sender_->octets_taken(), 0U);
  ASSERT_TRUE(run_until([this] { return !queue_->has_room(); }));
  idle_about();
  const std::uint64_t taken = sender_->octets_taken();
  EXPECT_EQ(sender_->body_octets_taken(), taken - 4);
  EXPECT_EQ(received().size(), taken);
}

TEST_F(ResponseSenderTest, AFileOfManyBlocksArrivesAsItIs) {
  std::string film(3 * kBlockSize + 7, '\0');
  for (std::size_t i = 0; i < film.size(); ++i) film[i] = static_cast<char>(i * 31 / 7);
  ASSERT_EQ(sender_->start("", {ByteRange{5, film.size() - 5}}, file_of(film)), 0);
  EXPECT_TRUE(take_all() == film.substr(5));
}

TEST_F(ResponseSenderTest, MayGoWhileAReadIsInFlight) {
  auto file = file_of("0123456789");
  const std::weak_ptr<const OpenFile> watch = file;
  ASSERT_EQ(sender_->start("HEAD", {ByteRange{0, 10}}, std::move(file)), 0);
  sender_.reset();
  EXPECT_FALSE(watch.expired());
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(received(), "");
}

TEST_F(ResponseSenderTest, APeerThatLeavesIsAWriteError) {
  const std::string film(20 * kBlockSize, 'x');
  ASSERT_EQ(sender_->start("HEAD", {ByteRange{0, film.size()}}, file_of(film)), 0);
  ASSERT_TRUE(run_until([this] { return !queue_->has_room(); }));
  peer_.reset();
  EXPECT_TRUE(run_until([this] { return write_error_ != 0; }));
  EXPECT_FALSE(sender_->all_queued());
}

}  // namespace
}  // namespace ranged::net
