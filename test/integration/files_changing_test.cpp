#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "support/child.hpp"
#include "support/pattern.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Files that change before, while and after they are opened: the right status before the head, all
// of one version or a reset after it, and never octets of two.

namespace ranged::test {
namespace {

using net::CloseReason;
using testing::AnyOf;

constexpr std::size_t kLength = 4 * 1024 * 1024;
constexpr int kTinyBuffer = 4 * 1024;

/// Made when a test wants them: each test is a process, and most tests of the program are others.
const std::string& old_film() {
  static const std::string octets = pattern(kLength, 1);
  return octets;
}

const std::string& new_film() {
  static const std::string octets = pattern(kLength, 2);
  return octets;
}

std::string nothing() { return {}; }

const std::string kGetFilm = "GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n";

/// Writes over the file's own octets, whose number stays.
void overwrite(const TempContent& content, std::string_view path, std::string_view octets) {
  const base::UniqueFd fd(::open(content.absolute(path).c_str(), O_WRONLY | O_CLOEXEC));
  if (::pwrite(fd.get(), octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size())) {
    throw std::system_error(errno, std::generic_category(), "pwrite");
  }
}

/// Lets the file be of yesterday: clocks too coarse to tell two changes apart are not at issue.
void age(const TempContent& content, std::string_view path) {
  const timespec times[2] = {{0, UTIME_OMIT}, {1'700'000'000, 0}};
  if (::utimensat(AT_FDCWD, content.absolute(path).c_str(), times, 0) != 0) {
    throw std::system_error(errno, std::generic_category(), "utimensat");
  }
}

struct Change {
  const char* name;
  std::function<void(TempContent&)> apply;
  int status_after;                ///< of a request that comes after the change
  std::string (*content_after)();  ///< what such a request then gets
  bool keeps_octets = false;  ///< those of the file that was opened: a new name, not new content
};

const Change kChanges[] = {
    {"shrunk", [](TempContent& c) { c.write_sparse("film.mp4", 1'000'000); }, 200,
     [] { return old_film().substr(0, 1'000'000); }},
    {"emptied", [](TempContent& c) { c.write_sparse("film.mp4", 0); }, 200, nothing},
    {"grown", [](TempContent& c) { c.write_sparse("film.mp4", kLength + 10); }, 200,
     [] { return old_film() + std::string(10, '\0'); }},
    {"rewritten", [](TempContent& c) { overwrite(c, "film.mp4", new_film()); }, 200,
     [] { return new_film(); }},
    {"rewritten in part",
     [](TempContent& c) { overwrite(c, "film.mp4", new_film().substr(0, kLength / 2)); }, 200,
     [] { return new_film().substr(0, kLength / 2) + old_film().substr(kLength / 2); }},
    {"replaced by rename",
     [](TempContent& c) {
       c.write("new.mp4", new_film());
       c.rename("new.mp4", "film.mp4");
     },
     200, [] { return new_film(); }, true},
    {"removed", [](TempContent& c) { c.remove("film.mp4"); }, 404, nothing, true},
    {"moved away", [](TempContent& c) { c.rename("film.mp4", "gone.mp4"); }, 404, nothing},
    {"rewritten with its time put back",
     [](TempContent& c) {
       overwrite(c, "film.mp4", new_film());
       age(c, "film.mp4");
     },
     200, [] { return new_film(); }},
    {"become a folder",
     [](TempContent& c) {
       c.remove("film.mp4");
       c.mkdir("film.mp4");
     },
     404, nothing, true},
    {"become a FIFO",
     [](TempContent& c) {
       c.remove("film.mp4");
       if (::mkfifo(c.absolute("film.mp4").c_str(), 0644) != 0) ADD_FAILURE();
     },
     404, nothing, true},
    {"become a link to a file that is served",
     [](TempContent& c) {
       c.rename("film.mp4", "other.mp4");
       c.symlink("other.mp4", "film.mp4");
     },
     404, nothing},
};

class FilesChanging : public testing::TestWithParam<Change> {
 protected:
  FilesChanging() {
    content_.write("film.mp4", old_film());
    age(content_, "film.mp4");
    server_.emplace(content_);
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_P(FilesChanging, BeforeTheRequestAreAnsweredAsTheyAre) {
  RawClient client(server_->port());
  client.send(kGetFilm);
  EXPECT_EQ(digest(client.receive().body), digest(old_film()));
  GetParam().apply(content_);
  client.send(kGetFilm);
  const Response response = client.receive();
  EXPECT_EQ(response.status, GetParam().status_after);
  if (response.status == 200) {
    EXPECT_EQ(digest(response.body), digest(GetParam().content_after()));
  }
}

/// What was read before must not be put together with what is read after.
TEST_P(FilesChanging, AfterAPartOfThemWasReadAreAnsweredAsTheyAre) {
  RawClient client(server_->port());
  client.send("GET /film.mp4 HTTP/1.1\r\nHost: a\r\nRange: bytes=1000000-1000009\r\n\r\n");
  EXPECT_EQ(client.receive().body, old_film().substr(1'000'000, 10));
  GetParam().apply(content_);
  client.send(kGetFilm);
  const Response response = client.receive();
  EXPECT_EQ(response.status, GetParam().status_after);
  if (response.status == 200) {
    EXPECT_EQ(digest(response.body), digest(GetParam().content_after()));
  }
}

TEST_P(FilesChanging, BetweenRequestAndOpeningAreAnsweredAsTheyAre) {
  RawClient client(server_->port());
  {
    const TestServer::DiskHold hold(*server_);
    client.send(kGetFilm);
    GetParam().apply(content_);
  }
  const Response response = client.receive();
  EXPECT_EQ(response.status, GetParam().status_after);
  if (response.status == 200) {
    EXPECT_EQ(digest(response.body), digest(GetParam().content_after()));
  }
}

TEST_P(FilesChanging, WhileTheyAreSentGiveAllTheOldOctetsOrAReset) {
  RawClient client(server_->port(), kTinyBuffer);
  client.send(kGetFilm);
  ASSERT_TRUE(client.has_input());  // the head is out, and only some hundred KiB behind it
  GetParam().apply(content_);
  const Response response = client.receive();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.promised(), kLength);
  EXPECT_EQ(digest(response.body), digest(old_film().substr(0, response.body.size())));

  const Answered answer = server_->wait_for_answers(1).at(0);
  if (GetParam().keeps_octets) {
    EXPECT_EQ(response.ending, Ending::complete);
    EXPECT_FALSE(answer.aborted());
  } else {
    EXPECT_EQ(response.ending, Ending::reset);
    EXPECT_TRUE(answer.aborted());
    const Closed closed = server_->wait_for_closes(1).at(0);
    EXPECT_THAT(closed.reason, AnyOf(CloseReason::short_file, CloseReason::changed_file));
    EXPECT_EQ(closed.file, "film.mp4");
    EXPECT_TRUE(net::row_of(closed.reason).warns);
  }
}

std::string test_name(const testing::TestParamInfo<Change>& change) {
  std::string name = change.param.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

INSTANTIATE_TEST_SUITE_P(Changes, FilesChanging, testing::ValuesIn(kChanges), test_name);

TEST(FilesReplaced, AgainAndAgainAreAlwaysOfOneVersion) {
  constexpr std::size_t kSmall = 600'000;  // more than two blocks
  TempContent content;
  content.write("film.mp4", std::string(kSmall, 'a'));
  TestServer server(content);
  std::atomic<bool> enough = false;
  std::thread replacing([&] {
    for (std::size_t version = 1; !enough; ++version) {
      content.write("new.mp4",
                    std::string(kSmall + version, static_cast<char>('a' + version % 26)));
      content.rename("new.mp4", "film.mp4");
    }
  });
  RawClient client(server.port());
  for (int i = 0; i < 300; ++i) {
    client.send(kGetFilm);
    const Response response = client.receive();
    ASSERT_EQ(response.ending, Ending::complete);
    ASSERT_EQ(response.status, 200);
    ASSERT_EQ(response.body.find_first_not_of(response.body[0]), std::string::npos);
  }
  enough = true;
  replacing.join();
}

TEST(FilesGrowing, AreSentAsTheyWereAtOneMomentOrNotAtAll) {
  const std::string whole = pattern(400'000, 4);
  TempContent content;
  content.write("film.mp4", whole.substr(0, 1000));
  TestServer server(content);
  std::atomic<bool> enough = false;
  std::thread growing([&] {
    const base::UniqueFd fd(::open(content.absolute("film.mp4").c_str(), O_WRONLY | O_APPEND));
    for (std::size_t at = 1000; !enough && at < whole.size(); at += 500) {
      if (::write(fd.get(), whole.data() + at, 500) != 500) ADD_FAILURE();
      std::this_thread::sleep_for(std::chrono::microseconds(500));  // or nothing is ever whole
    }
  });
  int complete = 0;
  for (int i = 0; i < 300; ++i) {
    RawClient client(server.port());
    client.send(kGetFilm);
    const Response response = client.receive();
    if (response.status == 503) continue;
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.ending, AnyOf(Ending::complete, Ending::reset));
    EXPECT_EQ(digest(response.body), digest(whole.substr(0, response.body.size())));
    if (response.ending == Ending::complete) ++complete;
  }
  enough = true;
  growing.join();
  EXPECT_GT(complete, 0);
}

/// Answers of an unprivileged server to a film that becomes unreadable: before, and while it is
/// sent.
std::string answers_to_unreadable() {
  TempContent content;
  content.write("film.mp4", old_film());
  TestServer server(content);
  RawClient before(server.port(), kTinyBuffer);
  before.send(kGetFilm);
  if (!before.has_input()) return "no answer";
  content.chmod("film.mp4", 0);
  RawClient after(server.port());
  after.send(kGetFilm);
  const int status = after.receive().status;
  return std::to_string(status) + ", " +
         (before.receive().body == old_film() ? "complete" : "cut off");
}

TEST(FilesMadeUnreadable, Are403ButWhatIsOpenIsSentToItsEnd) {
  EXPECT_EQ(in_unprivileged_child(answers_to_unreadable), "403, complete");
}

TEST(LinksExchanged, AfterTheScanAreNeverFollowed) {
  TempContent outside;
  outside.write("secret.mp4", "secret");
  outside.write("film.mp4", "secret");
  const std::string targets[] = {outside.path(), "confidential", "elsewhere"};
  for (const auto& target : targets) {
    SCOPED_TRACE(target);
    TempContent content;
    content.write("public/film.mp4", "public");
    content.write("alone.mp4", "public");
    content.write("real/film.mp4", "public");
    content.symlink("real", "shown");
    content.write("confidential/film.mp4", "secret");
    content.write("elsewhere/film.mp4", "secret");
    TestServer server(content);

    content.remove("public");
    content.symlink(target, "public");
    content.remove("alone.mp4");
    content.symlink(target + "/film.mp4", "alone.mp4");
    content.remove("shown");
    content.symlink(target, "shown");

    RawClient client(server.port());
    for (const char* path :
         {"/public/film.mp4", "/alone.mp4", "/public/", "/public/../alone.mp4"}) {
      client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
      EXPECT_EQ(client.receive().status, 404) << path;
    }
    // The name that was resolved by the scan leads where it led then.
    client.send("GET /shown/film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.receive().body, "public");
  }
}

}  // namespace
}  // namespace ranged::test
