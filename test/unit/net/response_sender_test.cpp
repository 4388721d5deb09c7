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
using Step = ResponseSender::Step;

class ResponseSenderTest : public SenderFixture {
 protected:
  ResponseSenderTest() { renew(); }

  void renew() { sender_.emplace(blocks_, *queue_, *this); }

  std::shared_ptr<const OpenFile> file_of(std::string_view octets) {
    content_.write("file", octets);
    const auto root = std::get<ContentRoot>(ContentRoot::open(content_.path()));
    return std::make_shared<const OpenFile>(std::get<OpenFile>(root.open_file("file")));
  }

  /// Steps as a connection does, reading for the peer, until the answer is sent or fails.
  std::string take_all() {
    std::string taken;
    Step step = Step::turn;
    const bool ended = run_until([&] {
      taken += received();
      step = sender_->step();
      return step == Step::done || step == Step::failed || read_failure_;
    });
    EXPECT_TRUE(ended);
    last_ = step;
    return taken + received();
  }

  /// Steps until the peer's slowness stops it.
  void step_until_full() {
    ASSERT_TRUE(run_until([this] { return sender_->step() == Step::needs_room; }));
  }

  test::TempContent content_;
  Step last_ = Step::turn;
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
      {{plan::SharedText{"page", nullptr}}, "HEAD|page"},
      {{plan::SharedText{"page", nullptr}, parts[1], ByteRange{7, 2},
        plan::SharedText{"end", nullptr}},
       "HEAD|page|--b|78end"},
  };
  for (const auto& [body, expected] : cases) {
    renew();
    sender_->start("HEAD|", body, file_of("0123456789"));
    EXPECT_EQ(take_all(), expected);
    EXPECT_EQ(last_, Step::done) << expected;
    EXPECT_EQ(sender_->octets_taken(), expected.size());
    EXPECT_EQ(sender_->body_octets_taken(), plan::length_of(body)) << expected;
  }
}

TEST_F(ResponseSenderTest, HeadAndFirstOctetsLeaveTogetherAndAtOnceWhenTheyAreInMemory) {
  const auto file = file_of("0123456789");
  sender_->start("HEAD|", {ByteRange{0, 10}}, file);
  EXPECT_EQ(sender_->step(), Step::needs_block);
  EXPECT_EQ(sender_->step(), Step::needs_block);
  EXPECT_EQ(received(), "") << "the head waits for the file";
  EXPECT_FALSE(sender_->committed());
  run();
  EXPECT_EQ(sendable_, 1);
  EXPECT_EQ(sender_->step(), Step::done);
  EXPECT_EQ(received(), "HEAD|0123456789");
  EXPECT_TRUE(sender_->committed());

  renew();
  sender_->start("HEAD|", {ByteRange{0, 10}}, file);
  EXPECT_EQ(sender_->step(), Step::done) << "without a turn of the loop";
  EXPECT_EQ(received(), "HEAD|0123456789");
  EXPECT_EQ(blocks_.readings(), 1U);
}

TEST_F(ResponseSenderTest, SendsWhatTheCacheDoesNotKeep) {
  file::BlockCache nothing_kept(io_, 0);
  sender_.emplace(nothing_kept, *queue_, *this);
  const std::string film(3 * kBlockSize + 7, 'x');
  sender_->start("", {ByteRange{0, film.size()}}, file_of(film));
  EXPECT_TRUE(take_all() == film);
  sender_.reset();
}

TEST_F(ResponseSenderTest, SharedTextIsSentABlockATurnAndNeverCopied) {
  const auto text = std::make_shared<const std::string>(3 * kBlockSize + 7, 'x');
  sender_->start("HEAD|", {plan::SharedText{*text, text}}, nullptr);
  EXPECT_EQ(text.use_count(), 2);
  EXPECT_TRUE(take_all() == "HEAD|" + *text);
  EXPECT_EQ(sender_->body_octets_taken(), text->size());

  renew();
  sender_->start("HEAD|", {plan::SharedText{*text, text}}, nullptr);
  step_until_full();
  EXPECT_LT(sender_->octets_taken(), text->size()) << "the peer does not read";
  sender_.reset();
  EXPECT_EQ(text.use_count(), 1);
}

TEST_F(ResponseSenderTest, NothingIsPromisedOfAFileThatCannotBeRead) {
  const auto file = file_of("0123456789");
  content_.write("file", "");
  sender_->start("HEAD", {ByteRange{0, 3}}, file);
  EXPECT_EQ(take_all(), "");
  EXPECT_EQ(read_failure_, ReadFailure::short_file);
  EXPECT_FALSE(sender_->committed());
}

TEST_F(ResponseSenderTest, WhatWasPromisedOfAFileThatChangesEndsWithTheChange) {
  const std::string film(3 * kBlockSize, 'x');
  const auto file = file_of(film);
  sender_->start("HEAD|", {ByteRange{0, film.size()}, "|end"}, file);
  ASSERT_EQ(sender_->step(), Step::needs_block);
  run();
  ASSERT_NE(sender_->step(), Step::failed);
  content_.write("file", std::string(film.size(), 'y'));
  const std::string taken = take_all();
  EXPECT_EQ(read_failure_, ReadFailure::changed_file);
  EXPECT_TRUE(sender_->committed());
  EXPECT_EQ(taken.find('y'), std::string::npos) << "octets of two states are mixed";
  EXPECT_LE(taken.size(), 5 + 2 * kBlockSize);
}

TEST_F(ResponseSenderTest, OneStepIsAtMostOneBlock) {
  const std::string film(4 * kBlockSize, 'x');
  sender_->start("", {ByteRange{100, film.size() - 100}}, file_of(film));
  std::uint64_t before = 0;
  ASSERT_TRUE(run_until([&] {
    received();
    const Step step = sender_->step();
    EXPECT_LE(sender_->octets_taken() - before, kBlockSize);
    before = sender_->octets_taken();
    return step == Step::done;
  }));
}

TEST_F(ResponseSenderTest, APeerThatDoesNotReadStopsTheReadingAndPinsNothing) {
  const std::string film(20 * kBlockSize, 'x');
  sender_->start("", {ByteRange{0, film.size()}}, file_of(film));
  step_until_full();
  idle_about();
  EXPECT_EQ(sender_->step(), Step::needs_room);
  EXPECT_LE(queue_->octets(), WriteQueue::kKept);
  EXPECT_LT(blocks_.readings(), 20U);
  EXPECT_EQ(take_all().size(), film.size());
  EXPECT_EQ(sender_->body_octets_taken(), film.size());
}

TEST_F(ResponseSenderTest, OctetsTakenAreThoseTheKernelHas) {
  const std::string film(20 * kBlockSize, 'x');
  sender_->start("HEAD", {ByteRange{0, film.size()}}, file_of(film));
  EXPECT_EQ(sender_->octets_taken(), 0U);
  step_until_full();
  const std::uint64_t taken = sender_->octets_taken();
  EXPECT_EQ(sender_->body_octets_taken(), taken - 4);
  EXPECT_EQ(received().size(), taken);
}

TEST_F(ResponseSenderTest, WhatWaitsInTheQueueFromBeforeIsNotCounted) {
  const std::string before(8 * kBlockSize, 'x');
  ASSERT_GE(queue_->send(before, {}), 0);
  ASSERT_TRUE(queue_->waiting());
  sender_->start("HEAD", {"text"}, nullptr);
  EXPECT_EQ(sender_->step(), Step::needs_room);
  EXPECT_EQ(sender_->octets_taken(), 0U);
  EXPECT_EQ(sender_->body_octets_taken(), 0U);
}

TEST_F(ResponseSenderTest, AFileOfManyBlocksArrivesAsItIs) {
  std::string film(3 * kBlockSize + 7, '\0');
  for (std::size_t i = 0; i < film.size(); ++i) film[i] = static_cast<char>(i * 31 / 7);
  sender_->start("", {ByteRange{5, film.size() - 5}}, file_of(film));
  EXPECT_TRUE(take_all() == film.substr(5));
}

TEST_F(ResponseSenderTest, MayGoWhileItWaitsForABlock) {
  auto file = file_of("0123456789");
  const std::weak_ptr<const OpenFile> watch = file;
  sender_->start("HEAD", {ByteRange{0, 10}}, std::move(file));
  ASSERT_EQ(sender_->step(), Step::needs_block);
  sender_.reset();
  EXPECT_FALSE(watch.expired()) << "the reading under way holds the descriptor";
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(received(), "");
  EXPECT_EQ(sendable_, 0);
}

TEST_F(ResponseSenderTest, APeerThatHasGoneIsAFailure) {
  sender_->start("HEAD", {}, nullptr);
  peer_.reset();
  EXPECT_EQ(sender_->step(), Step::failed);
}

}  // namespace
}  // namespace ranged::net
