#include "ranged/base/stderr_log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "support/naive_json.hpp"

namespace ranged::base {
namespace {

/// Sends standard error to `target` as long as it lives.
class StderrTo {
 public:
  explicit StderrTo(int target) : saved_(::dup(STDERR_FILENO)) { ::dup2(target, STDERR_FILENO); }
  ~StderrTo() { ::dup2(saved_.get(), STDERR_FILENO); }
  StderrTo(const StderrTo&) = delete;
  StderrTo& operator=(const StderrTo&) = delete;

 private:
  UniqueFd saved_;
};

struct Pair {
  UniqueFd reader;
  UniqueFd writer;
};

/// A socket that keeps what was written with one call together and apart from the next.
Pair datagrams() {
  int ends[2] = {-1, -1};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends), 0);
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Pair pipe_with(int flags) {
  int ends[2] = {-1, -1};
  EXPECT_EQ(::pipe2(ends, flags), 0);
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::string next_write(const UniqueFd& reader) {
  char buffer[32768];
  const ssize_t length = ::read(reader.get(), buffer, sizeof buffer);
  return length < 0 ? "nothing" : std::string(buffer, static_cast<std::size_t>(length));
}

TEST(StderrLog, ARecordIsOneLineAndOneWrite) {
  const struct {
    StderrLog::Style style;
    LogLevel level;
    std::string_view message, expected;
  } cases[] = {
      {StderrLog::Style::plain, LogLevel::debug, "a", "ranged: debug: a\n"},
      {StderrLog::Style::plain, LogLevel::info, "a", "ranged: a\n"},
      {StderrLog::Style::plain, LogLevel::warning, "a", "ranged: warning: a\n"},
      {StderrLog::Style::plain, LogLevel::error, "a\n<0>b", "ranged: error: a\\x0A<0>b\n"},
      {StderrLog::Style::priority, LogLevel::debug, "a", "<7>a\n"},
      {StderrLog::Style::priority, LogLevel::info, "", "<6>\n"},
      {StderrLog::Style::priority, LogLevel::warning, "a\n<0>b", "<4>a\\x0A<0>b\n"},
      {StderrLog::Style::priority, LogLevel::error, "a", "<3>a\n"},
  };
  const auto socket = datagrams();
  for (const auto& [style, level, message, expected] : cases) {
    StderrLog log(LogLevel::debug, style);
    {
      const StderrTo redirected(socket.writer.get());
      log.write(level, message);
    }
    EXPECT_EQ(next_write(socket.reader), expected);
    EXPECT_EQ(next_write(socket.reader), "nothing") << "after " << expected;
  }
}

TEST(StderrLog, RecordsBelowTheLeastLevelAreDropped) {
  const auto socket = datagrams();
  StderrLog log(LogLevel::warning, StderrLog::Style::priority);
  {
    const StderrTo redirected(socket.writer.get());
    log.debug("no");
    log.info("no");
    log.warning("yes");
    log.error("yes");
  }
  EXPECT_EQ(next_write(socket.reader), "<4>yes\n");
  EXPECT_EQ(next_write(socket.reader), "<3>yes\n");
  EXPECT_EQ(next_write(socket.reader), "nothing");
}

TEST(StderrLog, ALongLineIsCutToWhatAPipeTakesInOnePiece) {
  const auto pipe = pipe_with(O_NONBLOCK);
  const std::string_view word = "r\xc3\xa9sum\xc3\xa9";
  std::string message;
  while (message.size() < 10'000) message += word;
  for (std::size_t shift = 0; shift < word.size(); ++shift) {
    {
      const StderrTo redirected(pipe.writer.get());
      StderrLog(LogLevel::info, StderrLog::Style::plain).info(std::string(shift, 'x') + message);
    }
    const std::string line = next_write(pipe.reader);
    EXPECT_LE(line.size(), StderrLog::kLongestLine);
    EXPECT_GE(line.size(), StderrLog::kLongestLine - 1);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const auto rest = line.substr(line.size() - 6, 2);
    EXPECT_TRUE(line.ends_with("...\n") && rest[1] != '\xc3') << rest;
  }
}

TEST(StderrLog, LinesThatNobodyTakesAreDroppedAndCounted) {
  auto pipe = pipe_with(O_CLOEXEC);
  ASSERT_EQ(::fcntl(pipe.writer.get(), F_SETPIPE_SZ, 16384), 16384);
  const std::string full(16384, 'x');
  ASSERT_EQ(::write(pipe.writer.get(), full.data(), full.size()), 16384);
  StderrLog log(LogLevel::info, StderrLog::Style::plain);
  {
    const StderrTo redirected(pipe.writer.get());
    for (int i = 0; i < 3; ++i) log.info("into the void");  // or it waits for ever
    EXPECT_EQ(next_write(pipe.reader), full);
    log.info("read again");
    log.info("and again");
  }
  EXPECT_EQ(next_write(pipe.reader),
            "ranged: warning: 3 lines of the log were dropped: nobody read it\n"
            "ranged: read again\n"
            "ranged: and again\n");
}

TEST(StderrLog, AsJsonEachRecordIsAnObjectOnALine) {
  auto pair = datagrams();
  const LogField fields[] = {{"HTTP_STATUS", std::uint64_t{206}}};
  {
    const StderrTo redirected(pair.writer.get());
    StderrLog log(LogLevel::info, StderrLog::Style::json);
    log.write_record({LogLevel::debug, "not asked for"});
    log.write_record({LogLevel::info, "asked \"for\"\n", {"answered", "00ff"}, fields});
    log.warning(std::string(2 * StderrLog::kLongestLine, '"'));
  }
  const std::string line = next_write(pair.reader);
  const auto members = test::parse_json_object(line.substr(0, line.size() - 1));
  ASSERT_TRUE(members && line.ends_with('\n')) << line;
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"level", "\"info"},
      {"event", "\"answered"},
      {"message", R"("asked "for"\x0A)"},
      {"http_status", "206"}};
  EXPECT_EQ(std::vector(members->begin() + 1, members->end()), expected);
  const std::string long_line = next_write(pair.reader);
  EXPECT_LE(long_line.size(), StderrLog::kLongestLine);
  EXPECT_TRUE(test::parse_json_object(long_line.substr(0, long_line.size() - 1))) << long_line;
}

TEST(StderrLog, AsJsonWhatIsMissingIsAnObjectToo) {
  auto pipe = pipe_with(O_CLOEXEC);
  ASSERT_EQ(::fcntl(pipe.writer.get(), F_SETPIPE_SZ, 4096), 4096);
  const std::string full(4096, 'x');
  ASSERT_EQ(::write(pipe.writer.get(), full.data(), full.size()), 4096);
  StderrLog log(LogLevel::info, StderrLog::Style::json);
  {
    const StderrTo redirected(pipe.writer.get());
    log.info("into the void");
    EXPECT_EQ(log.dropped(), 1u);
    EXPECT_EQ(next_write(pipe.reader), full);
    log.info("read again");
  }
  const std::string lines = next_write(pipe.reader);
  const auto members = test::parse_json_object(lines.substr(0, lines.find('\n')));
  ASSERT_TRUE(members) << lines;
  EXPECT_EQ(members->at(2).second, "\"records-dropped");
  EXPECT_EQ(members->back(), (std::pair<std::string, std::string>("records_dropped", "1")));
}

TEST(StderrLog, SignalsLoseNothingToAReaderWhoReads) {
  struct sigaction action = {}, saved = {};
  action.sa_handler = [](int) {};  // without SA_RESTART: poll(2) and write(2) end with EINTR
  ASSERT_EQ(::sigaction(SIGUSR1, &action, &saved), 0);
  constexpr std::size_t kLines = 200;
  auto pipe = pipe_with(O_CLOEXEC);
  const std::string message(4000, 'x');
  const std::string line = "<6>" + message + '\n';
  const pthread_t writer = ::pthread_self();
  std::string received;
  std::thread reader([&] {
    char buffer[1024];  // less than makes room for a line
    while (received.size() < kLines * line.size()) {
      ::pthread_kill(writer, SIGUSR1);
      const ssize_t length = ::read(pipe.reader.get(), buffer, sizeof buffer);
      if (length <= 0) break;
      received.append(buffer, static_cast<std::size_t>(length));
    }
  });
  {
    const StderrTo redirected(pipe.writer.get());
    pipe.writer.reset();  // what is dropped ends the reader's wait
    StderrLog log(LogLevel::info, StderrLog::Style::priority);
    for (std::size_t i = 0; i < kLines; ++i) log.info(message);
  }
  reader.join();
  ::sigaction(SIGUSR1, &saved, nullptr);
  std::string expected;
  for (std::size_t i = 0; i < kLines; ++i) expected += line;
  EXPECT_TRUE(received == expected) << received.size() << " octets";
}

}  // namespace
}  // namespace ranged::base
