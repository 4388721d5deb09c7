#include "daemon/journal_socket.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "daemon/unix_name.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using Sent = JournalSocket::Sent;

class JournalSocketTest : public testing::Test {
 protected:
  /// A reader at path().
  base::UniqueFd listen() const {
    base::UniqueFd reader(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const auto name = unix_name_of(path());
    EXPECT_EQ(::bind(reader.get(), name->address(), name->length), 0);
    return reader;
  }

  std::string path() const { return folder_.absolute("socket"); }

  test::TempContent folder_;
  JournalSocket socket_;
};

TEST_F(JournalSocketTest, SendsADatagramAsAWhole) {
  const auto reader = listen();
  ASSERT_EQ(socket_.connect(path()), 0);
  EXPECT_TRUE(socket_.connected());
  EXPECT_EQ(socket_.send("one"), Sent::whole);
  EXPECT_EQ(socket_.send("two"), Sent::whole);
  std::array<char, 16> octets{};
  EXPECT_EQ(::recv(reader.get(), octets.data(), octets.size(), 0), 3);
  EXPECT_EQ(std::string(octets.data(), 3), "one");
}

TEST_F(JournalSocketTest, DoesNotWaitForAReaderThatIsBehind) {
  const auto reader = listen();
  ASSERT_EQ(socket_.connect(path()), 0);
  Sent sent = Sent::whole;
  for (int i = 0; i < 100'000 && sent == Sent::whole; ++i) sent = socket_.send("a record");
  EXPECT_EQ(sent, Sent::later);
  EXPECT_TRUE(socket_.connected());
}

TEST_F(JournalSocketTest, SaysWhatWillNeverGo) {
  const auto reader = listen();
  ASSERT_EQ(socket_.connect(path()), 0);
  EXPECT_EQ(socket_.send(std::string(8 * 1024 * 1024, 'a')), Sent::never);
  EXPECT_EQ(socket_.send("short"), Sent::whole);
}

TEST_F(JournalSocketTest, IsBrokenWhenTheReaderGoesUntilItConnectsAnew) {
  auto reader = listen();
  ASSERT_EQ(socket_.connect(path()), 0);
  reader.reset();
  EXPECT_EQ(socket_.send("a"), Sent::broken);
  ::unlink(path().c_str());
  reader = listen();
  EXPECT_EQ(socket_.send("a"), Sent::broken) << "that is another socket of the same name";
  ASSERT_EQ(socket_.connect(path()), 0);
  EXPECT_EQ(socket_.send("a"), Sent::whole);
}

TEST_F(JournalSocketTest, IsNotConnectedWhereNobodyIs) {
  EXPECT_EQ(socket_.connect(path()), ENOENT);
  EXPECT_FALSE(socket_.connected());
  EXPECT_EQ(socket_.send("a"), Sent::broken);
  EXPECT_EQ(socket_.connect('/' + std::string(200, 'a')), ENAMETOOLONG);
}

}  // namespace
}  // namespace ranged::daemon
