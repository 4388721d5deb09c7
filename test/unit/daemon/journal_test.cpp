#include "daemon/journal.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/fake_journald.hpp"
#include "support/loop_test.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using base::LogLevel;
using std::chrono::milliseconds;
using test::FakeJournald;
using Messages = std::vector<std::string>;

std::string dropped_message(std::size_t count) {
  return std::to_string(count) + " records of the log were dropped: the journal did not take them";
}

class JournalTest : public test::LoopTest {
 protected:
  Journal::Settings settings(std::size_t most_queued = 1 << 20) const {
    return {folder_.absolute("socket"), most_queued, milliseconds(1), milliseconds(20'000)};
  }

  void come() { journald_.emplace(folder_.absolute("socket")); }
  void go() { journald_.reset(); }

  void read_all() {
    for (auto& message : journald_->messages()) read_.push_back(std::move(message));
  }

  /// Writes records that nobody reads until one is dropped; how many there were.
  static std::size_t write_until_dropped(Journal& journal) {
    const auto before = journal.dropped();
    std::size_t written = 0;
    while (journal.dropped() == before) journal.info(std::to_string(written++));
    return written;
  }

  test::TempContent folder_;
  std::optional<FakeJournald> journald_;
  Messages read_;
};

TEST_F(JournalTest, ARecordIsSentAtOnce) {
  come();
  Journal journal(LogLevel::info, settings());
  EXPECT_EQ(journal.connect(), 0);
  journal.info("first");
  journal.debug("not asked for");
  journal.write_record({LogLevel::warning, "second", {"kind", "00ff"}});
  const auto first = journald_->take();
  const auto second = journald_->take();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(test::value_of(*first, "MESSAGE"), "first");
  EXPECT_EQ(test::value_of(*second, "MESSAGE"), "second");
  EXPECT_EQ(test::value_of(*second, "MESSAGE_ID"), "00ff");
  EXPECT_FALSE(journald_->take());
}

TEST_F(JournalTest, WhetherSomebodyIsThereIsSaid) {
  Journal journal(LogLevel::info, settings());
  EXPECT_EQ(journal.connect(), ENOENT);
  come();
  EXPECT_EQ(journal.connect(), 0);
  Journal::Settings unusable;
  unusable.path = std::string(200, 'x');
  EXPECT_EQ(Journal(LogLevel::info, unusable).connect(), ENAMETOOLONG);
}

TEST_F(JournalTest, WhatIsNotReadIsQueuedAndSentInOrderWhenItIs) {
  come();
  Journal journal(LogLevel::info, settings());
  journal.attach(loop_);
  constexpr std::size_t kRecords = 3'000;  // the kernel keeps some hundreds
  for (std::size_t i = 0; i < kRecords; ++i) journal.info(std::to_string(i));
  EXPECT_EQ(journal.dropped(), 0u);
  ASSERT_TRUE(run_until([&] {
    read_all();
    return read_.size() == kRecords;
  }));
  for (std::size_t i = 0; i < kRecords; ++i) ASSERT_EQ(read_[i], std::to_string(i));
  journal.detach();
}

TEST_F(JournalTest, WhatDoesNotFitIsCountedExactlyAndReportedWhereItIsMissing) {
  come();
  Journal journal(LogLevel::info, settings(16 * 1024));
  journal.attach(loop_);
  const std::size_t kept = write_until_dropped(journal) - 1;
  for (int i = 0; i < 41; ++i) journal.info("dropped");
  EXPECT_EQ(journal.dropped(), 42u);
  ASSERT_TRUE(run_until([&] {
    read_all();
    return read_.size() == kept + 1;
  }));
  journal.info("after");
  read_all();
  ASSERT_EQ(read_.size(), kept + 2);
  for (std::size_t i = 0; i < kept; ++i) ASSERT_EQ(read_[i], std::to_string(i));
  EXPECT_EQ(read_[kept], dropped_message(42));
  EXPECT_EQ(read_[kept + 1], "after");
  journal.detach();
}

TEST_F(JournalTest, TheReportHasItsKindAndItsNumber) {
  come();
  Journal journal(LogLevel::info, settings(0));
  journal.attach(loop_);
  const std::size_t kept = write_until_dropped(journal) - 1;
  for (std::size_t i = 0; i < kept; ++i) ASSERT_TRUE(journald_->take());
  std::optional<test::JournalFields> report;
  ASSERT_TRUE(run_until([&] {
    if (!report) report = journald_->take();
    return report.has_value();
  }));
  EXPECT_EQ(test::value_of(*report, "PRIORITY"), "4");
  EXPECT_EQ(test::value_of(*report, "MESSAGE_ID"), base::kRecordsDropped.id);
  EXPECT_EQ(test::value_of(*report, "RECORDS_DROPPED"), "1");
  journal.detach();
}

TEST_F(JournalTest, EveryRecordIsReadOrCountedHoweverOftenJournaldStops) {
  come();
  Journal journal(LogLevel::info, settings(16 * 1024));
  journal.attach(loop_);
  std::size_t written = 0;
  std::uint64_t reported = 0;
  std::size_t taken = 0;
  const auto take_all = [&] {
    while (const auto fields = journald_->take()) {
      const auto missing = test::value_of(*fields, "RECORDS_DROPPED");
      if (missing)
        reported += std::stoull(*missing);
      else
        ++taken;
    }
  };
  for (int stop = 0; stop < 10; ++stop) {
    for (int i = 0; i < 2'000; ++i, ++written) journal.info("a record");
    uv_run(&loop_, UV_RUN_NOWAIT);
    take_all();
    uv_run(&loop_, UV_RUN_NOWAIT);
  }
  ASSERT_TRUE(run_until([&] {
    take_all();
    return reported == journal.dropped() && taken + reported == written;
  })) << taken
      << " + " << reported << " != " << written;
  EXPECT_GT(reported, 0u);
  journal.detach();
}

TEST_F(JournalTest, AnIdleJournalDoesNotKeepTheLoop) {
  come();
  Journal journal(LogLevel::info, settings());
  journal.attach(loop_);
  journal.info("sent");
  run();
  journal.detach();
}

TEST_F(JournalTest, WhatIsWrittenWhileJournaldIsGoneWaitsForTheNext) {
  come();
  Journal journal(LogLevel::info, settings());
  journal.attach(loop_);
  journal.info("to the first");
  read_all();
  go();
  for (int i = 0; i < 3; ++i) journal.info(std::to_string(i));
  idle_about();
  come();
  ASSERT_TRUE(run_until([&] {
    read_all();
    return read_.size() == 4;
  }));
  EXPECT_EQ(read_, (Messages{"to the first", "0", "1", "2"}));
  journal.detach();
}

TEST_F(JournalTest, TheNextJournaldIsFoundAtOnceIfItIsThere) {
  come();
  Journal journal(LogLevel::info, settings());
  journal.attach(loop_);
  journal.info("to the first");
  go();
  come();
  journal.info("to the second");
  EXPECT_EQ(journald_->messages(), Messages{"to the second"});
  journal.detach();
}

TEST_F(JournalTest, WhatIsQueuedWhenJournaldGoesIsForTheNext) {
  come();
  Journal journal(LogLevel::info, settings(16 * 1024));
  journal.attach(loop_);
  const std::size_t kept = write_until_dropped(journal) - 1;
  uv_run(&loop_, UV_RUN_NOWAIT);  // it waits for room now
  go();
  idle_about();
  come();
  ASSERT_TRUE(run_until([&] {
    read_all();
    return !read_.empty() && read_.back() == dropped_message(1);
  }));
  // What the kernel had for the first is lost with it; what was queued here follows without a gap.
  const std::size_t first = kept - (read_.size() - 1);
  for (std::size_t i = 0; i + 1 < read_.size(); ++i) ASSERT_EQ(read_[i], std::to_string(first + i));
  EXPECT_GT(read_.size(), 50u);
  journal.detach();
}

TEST_F(JournalTest, WhatIsWrittenBeforeAndAfterTheLoopIsSentToo) {
  Journal journal(LogLevel::info, settings());
  journal.info("before anybody was there");
  come();
  journal.info("before the loop");
  journal.attach(loop_);
  journal.info("during the loop");
  journal.detach();
  journal.info("after the loop");
  EXPECT_EQ(journald_->messages(), (Messages{"before anybody was there", "before the loop",
                                             "during the loop", "after the loop"}));
}

TEST_F(JournalTest, ADatagramThatIsTooLongIsCounted) {
  come();
  Journal journal(LogLevel::info, settings());
  const std::string text(4096, 'x');
  const std::vector<base::LogField> fields(100, base::LogField{"FIELD", text});
  journal.write_record({LogLevel::info, "too long", {}, fields});
  EXPECT_EQ(journal.dropped(), 1u);
  journal.info("next");
  EXPECT_EQ(journald_->messages(), (Messages{dropped_message(1), "next"}));
}

TEST_F(JournalTest, WhatIsQueuedAtTheEndIsStillSent) {
  come();
  constexpr std::size_t kRecords = 2'000;
  std::thread reader;
  {
    Journal journal(LogLevel::info, settings());
    for (std::size_t i = 0; i < kRecords; ++i) journal.info(std::to_string(i));
    reader = std::thread([&] {
      const auto deadline = std::chrono::steady_clock::now() + test::kDeadline;
      while (read_.size() < kRecords && std::chrono::steady_clock::now() < deadline) read_all();
    });
  }
  reader.join();
  EXPECT_EQ(read_.size(), kRecords);
}

TEST_F(JournalTest, TheEndDoesNotWaitForLong) {
  come();
  auto hurried = settings(16 * 1024);
  hurried.farewell = milliseconds(20);
  const auto journal = std::make_unique<Journal>(LogLevel::info, hurried);
  write_until_dropped(*journal);
}  // or it waits until the test is stopped

}  // namespace
}  // namespace ranged::daemon
