#include "ranged/base/log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "ranged/base/unique_fd.hpp"

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
  char buffer[512];
  const ssize_t length = ::read(reader.get(), buffer, sizeof buffer);
  return length < 0 ? "nothing" : std::string(buffer, static_cast<std::size_t>(length));
}

TEST(Log, LevelsHaveTheirNamesInLowerCase) {
  EXPECT_EQ(parse_log_level("debug"), LogLevel::debug);
  EXPECT_EQ(parse_log_level("info"), LogLevel::info);
  EXPECT_EQ(parse_log_level("warning"), LogLevel::warning);
  EXPECT_EQ(parse_log_level("error"), LogLevel::error);
  for (const std::string_view name : {"", "Info", "warn", "warning ", "7"}) {
    EXPECT_EQ(parse_log_level(name), std::nullopt) << '"' << name << '"';
  }
}

TEST(Log, EscapesWhatIsNotPlainText) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"clips/a b.mp4 \"x\" ~", "clips/a b.mp4 \"x\" ~"},
      {"a\nb", R"(a\x0Ab)"},
      {"a\r\tb", R"(a\x0D\x09b)"},
      {"\x1b[31mred", R"(\x1B[31mred)"},
      {std::string_view("a\0b", 3), R"(a\x00b)"},
      {"\x1f\x7f", R"(\x1F\x7F)"},
      {R"(a\x0Ab)", R"(a\\x0Ab)"},  // what was escaped and what looks so differ

      // Well-formed UTF-8, the least and the greatest of every length.
      {"\u00a0\u07ff", "\u00a0\u07ff"},
      {"\u0800\ud7ff\ue000\uffff", "\u0800\ud7ff\ue000\uffff"},
      {"\U00010000\U0010ffff", "\U00010000\U0010ffff"},
      {"Käse \u20ac \U0001f3a5", "Käse \u20ac \U0001f3a5"},

      // C1 controls: U+009B is another spelling of ESC [.
      {"\xc2\x80\xc2\x9b\xc2\x9f", R"(\xC2\x80\xC2\x9B\xC2\x9F)"},
      // Line and paragraph separator.
      {"a\u2028\u2029", R"(a\xE2\x80\xA8\xE2\x80\xA9)"},
      // What turns the direction of writing: "gpj.exe" must not read as "exe.jpg".
      {"\u202a\u202e", R"(\xE2\x80\xAA\xE2\x80\xAE)"},
      {"\u2066\u2069", R"(\xE2\x81\xA6\xE2\x81\xA9)"},
      {"\u200e\u200f\u061c", R"(\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C)"},
      {"\u2027\u202f\u2065\u206a", "\u2027\u202f\u2065\u206a"},  // their neighbours

      // Not UTF-8, octet by octet.
      {"\x80z", R"(\x80z)"},
      {"\xffz", R"(\xFFz)"},
      {"\xe4pfel", R"(\xE4pfel)"},
      {"\xc0\x8a", R"(\xC0\x8A)"},                  // overlong: a line feed
      {"\xc1\xbf", R"(\xC1\xBF)"},                  // overlong
      {"\xe0\x9f\xbf", R"(\xE0\x9F\xBF)"},          // overlong
      {"\xf0\x8f\xbf\xbf", R"(\xF0\x8F\xBF\xBF)"},  // overlong
      {"\xed\xa0\x80", R"(\xED\xA0\x80)"},          // a surrogate
      {"\xed\xbf\xbf", R"(\xED\xBF\xBF)"},          // a surrogate
      {"\xf4\x90\x80\x80", R"(\xF4\x90\x80\x80)"},  // above U+10FFFF
      {"\xf5\x80\x80\x80", R"(\xF5\x80\x80\x80)"},  // above U+10FFFF
      {"\xc3", R"(\xC3)"},                          // cut short
      {"\xe2\x82", R"(\xE2\x82)"},                  // cut short
      {"\xf0\x9f\x8e", R"(\xF0\x9F\x8E)"},          // cut short
      {"\xe2\x82\nx", R"(\xE2\x82\x0Ax)"},          // cut short by a line feed
      {"\xc3\xc3\xa4", "\\xC3\u00e4"},              // finds back into step
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(escape_controls(text), expected);
  }
}

TEST(Log, EveryOctetAloneBecomesOneUnambiguousLine) {
  for (int octet = 0; octet < 256; ++octet) {
    const auto escaped = escape_controls(std::string(1, static_cast<char>(octet)));
    const bool plain = octet >= 0x20 && octet < 0x7f && octet != '\\';
    EXPECT_EQ(escaped.size(), plain ? 1u : octet == '\\' ? 2u : 4u) << octet;
    EXPECT_EQ(escaped.find_first_of("\n\r\x1b"), std::string::npos) << octet;
  }
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

TEST(StderrLog, ALineNobodyTakesIsGivenUp) {
  const auto pipe = pipe_with(O_NONBLOCK);
  const std::string longer_than_the_pipe(4 << 20, 'x');
  StderrLog log(LogLevel::info, StderrLog::Style::plain);
  {
    const StderrTo redirected(pipe.writer.get());
    log.info(longer_than_the_pipe);
    log.info("neither does this wait");
  }
  EXPECT_NE(next_write(pipe.reader), "nothing");
}

TEST(StderrLog, SignalsDuringALongLineLoseNothing) {
  struct sigaction action = {}, saved = {};
  action.sa_handler = [](int) {};  // without SA_RESTART: write(2) ends early, or with EINTR
  ASSERT_EQ(::sigaction(SIGUSR1, &action, &saved), 0);
  auto pipe = pipe_with(O_CLOEXEC);
  const std::string message(1 << 20, 'x');
  const std::string line = "<6>" + message + '\n';
  const pthread_t writer = ::pthread_self();
  std::string received;
  std::thread reader([&] {
    char buffer[1024];  // less than makes room in the pipe: some writes end with nothing written
    while (received.size() < line.size()) {
      ::pthread_kill(writer, SIGUSR1);
      const ssize_t length = ::read(pipe.reader.get(), buffer, sizeof buffer);
      if (length <= 0) break;
      received.append(buffer, static_cast<std::size_t>(length));
    }
  });
  {
    const StderrTo redirected(pipe.writer.get());
    pipe.writer.reset();  // a line that is given up ends the reader's wait
    StderrLog(LogLevel::info, StderrLog::Style::priority).info(message);
  }
  reader.join();
  ::sigaction(SIGUSR1, &saved, nullptr);
  EXPECT_TRUE(received == line) << received.size() << " octets";
}

}  // namespace
}  // namespace ranged::base
