#include "daemon/unix_socket.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <optional>
#include <string>

#include "daemon/unix_name.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

class UnixSocketTest : public testing::Test {
 protected:
  /// What is complained of, or nothing.
  std::string listen(std::optional<UnixSocket>& socket) {
    socket.reset();
    auto result = listen_at(path_);
    if (auto* message = std::get_if<std::string>(&result)) return *message;
    socket.emplace(std::move(std::get<UnixSocket>(result)));
    return {};
  }

  bool exists() const {
    struct stat status = {};
    return ::lstat(path_.c_str(), &status) == 0;
  }

  bool connects() const {
    const base::UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto name = unix_name_of(path_);
    return ::connect(client.get(), name->address(), name->length) == 0;
  }

  test::TempContent folder_;
  const std::string path_ = folder_.absolute("http.sock");
  std::optional<UnixSocket> first_;
  std::optional<UnixSocket> second_;
};

TEST_F(UnixSocketTest, ListensAndLeavesNoFileBehind) {
  EXPECT_EQ(listen(first_), "");
  EXPECT_TRUE(connects());
  first_.reset();
  EXPECT_FALSE(exists());
}

TEST_F(UnixSocketTest, EverybodyMayConnectWhoReachesTheFile) {
  const mode_t before = ::umask(0077);
  EXPECT_EQ(listen(first_), "");
  EXPECT_EQ(::umask(before), 0077U) << "the umask is put back";
  struct stat status = {};
  ASSERT_EQ(::lstat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0666U);
}

TEST_F(UnixSocketTest, ReplacesTheFileOfWhoNoLongerListens) {
  EXPECT_EQ(listen(first_), "");
  first_->fd.reset();
  EXPECT_EQ(listen(second_), "");
  EXPECT_TRUE(connects());
  first_.reset();
  EXPECT_TRUE(connects()) << "the file is not the first one's any more, whatever its inode";
}

TEST_F(UnixSocketTest, LeavesAloneWhoListens) {
  EXPECT_EQ(listen(first_), "");
  const std::string message = listen(second_);
  EXPECT_NE(message.find("somebody listens there"), std::string::npos) << message;
  EXPECT_TRUE(connects());
}

TEST_F(UnixSocketTest, LeavesAloneWhoListensAndIsTooBusyToAccept) {
  EXPECT_EQ(listen(first_), "");
  ASSERT_EQ(::listen(first_->fd.get(), 0), 0);
  const auto name = unix_name_of(path_);
  std::vector<base::UniqueFd> waiting;
  do {
    waiting.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  } while (::connect(waiting.back().get(), name->address(), name->length) == 0);
  EXPECT_NE(listen(second_), "");
}

TEST_F(UnixSocketTest, DoesNotWaitForWhoHoldsTheFolder) {
  const base::UniqueFd folder(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  ASSERT_EQ(::flock(folder.get(), LOCK_EX), 0);
  EXPECT_EQ(listen(first_), "");
  EXPECT_TRUE(connects());
}

TEST_F(UnixSocketTest, LeavesAFileAloneThatIsNoSocket) {
  folder_.write("http.sock", "text");
  const std::string message = listen(first_);
  EXPECT_NE(message.find("no socket stands there"), std::string::npos) << message;
  EXPECT_TRUE(exists());
}

TEST_F(UnixSocketTest, SaysWhatTheFolderMustBe) {
  auto result = listen_at(folder_.absolute("nothing/http.sock"));
  ASSERT_TRUE(std::holds_alternative<std::string>(result));
  EXPECT_NE(std::get<std::string>(result).find("must exist"), std::string::npos);
}

TEST(UnixName, IsAPathOrAnAbstractName) {
  const auto path = unix_name_of("/a");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->length, offsetof(sockaddr_un, sun_path) + 3) << "with its NUL";
  const auto abstract = unix_name_of("@ab");
  ASSERT_TRUE(abstract);
  EXPECT_EQ(abstract->length, offsetof(sockaddr_un, sun_path) + 3) << "to its last octet";
  EXPECT_EQ(abstract->storage.sun_path[0], '\0');
  EXPECT_FALSE(unix_name_of(""));
  EXPECT_FALSE(unix_name_of(std::string(108, 'a')));
}

}  // namespace
}  // namespace ranged::daemon
