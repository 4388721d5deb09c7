#include "daemon/log_output.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "support/fake_journald.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using base::LogLevel;

/// A journal that can be there or not, and a standard error that can be connected to it or not.
class LogOutputTest : public testing::Test {
 protected:
  LogOutputTest() { ::unsetenv("JOURNAL_STREAM"); }
  ~LogOutputTest() override { ::unsetenv("JOURNAL_STREAM"); }

  /// Opens it and writes one record: "journal", what standard error got, or the refusal.
  std::string destination_of(LogTarget target) {
    Journal::Settings settings;
    settings.path = folder_.absolute("socket");
    testing::internal::CaptureStderr();
    if (stderr_is_journal_) set_stream_of_stderr();
    auto output = LogOutput::open(target, LogLevel::info, settings);
    if (auto* opened = std::get_if<LogOutput>(&output)) opened->log().info("record");
    const std::string lines = testing::internal::GetCapturedStderr();
    if (const auto* refusal = std::get_if<std::string>(&output)) return *refusal;
    const auto messages = journald_ ? journald_->messages() : std::vector<std::string>();
    return messages == std::vector<std::string>{"record"} ? "journal" + lines : lines;
  }

  static void set_stream_of_stderr() {
    struct stat status {};
    ASSERT_EQ(::fstat(STDERR_FILENO, &status), 0);
    const auto stream = std::to_string(status.st_dev) + ':' + std::to_string(status.st_ino);
    ::setenv("JOURNAL_STREAM", stream.c_str(), 1);
  }

  bool stderr_is_journal_ = false;
  test::TempContent folder_;
  std::optional<test::FakeJournald> journald_;
};

TEST_F(LogOutputTest, IsWhatWasAskedFor) {
  journald_.emplace(folder_.absolute("socket"));
  EXPECT_EQ(destination_of(LogTarget::journal), "journal");
  EXPECT_EQ(destination_of(LogTarget::standard_error), "ranged: record\n");
  EXPECT_TRUE(destination_of(LogTarget::json).starts_with("{\"time\":\""));
  EXPECT_EQ(destination_of(LogTarget::automatic), "ranged: record\n");
}

TEST_F(LogOutputTest, IsTheJournalIfStandardErrorIsAndNothingElseWasAskedFor) {
  journald_.emplace(folder_.absolute("socket"));
  stderr_is_journal_ = true;
  EXPECT_EQ(destination_of(LogTarget::automatic), "journal");
  EXPECT_EQ(destination_of(LogTarget::journal), "journal");
  EXPECT_EQ(destination_of(LogTarget::standard_error), "<6>record\n");
  EXPECT_TRUE(destination_of(LogTarget::json).starts_with("{\"time\":\""));
}

TEST_F(LogOutputTest, LinesTakeItsPlaceIfItWasNotAskedForByName) {
  stderr_is_journal_ = true;
  const std::string lines = destination_of(LogTarget::automatic);
  EXPECT_TRUE(lines.starts_with("<4>the journal gets lines without fields: ")) << lines;
  EXPECT_TRUE(lines.ends_with("\n<6>record\n")) << lines;
}

TEST_F(LogOutputTest, AJournalThatIsAskedForAndNotThereIsARefusalThatSaysWhatToDo) {
  const std::string refusal = destination_of(LogTarget::journal);
  EXPECT_TRUE(refusal.starts_with("--log journal: ")) << refusal;
  EXPECT_NE(refusal.find("No such file"), refusal.npos) << refusal;
  EXPECT_NE(refusal.find("--log stderr"), refusal.npos) << refusal;
}

TEST_F(LogOutputTest, ReadsNothingButItsOwnStandardErrorFromTheEnvironment) {
  journald_.emplace(folder_.absolute("socket"));
  for (const char* const stream : {"", "1:1", "nonsense"}) {
    ::setenv("JOURNAL_STREAM", stream, 1);
    EXPECT_EQ(destination_of(LogTarget::automatic), "ranged: record\n") << stream;
  }
}

}  // namespace
}  // namespace ranged::daemon
