#include "support/fake_journald.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace ranged::test {

FakeJournald::FakeJournald(std::string path)
    : path_(std::move(path)), fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
  if (::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), path_);
  }
}

FakeJournald::~FakeJournald() { ::unlink(path_.c_str()); }

std::optional<JournalFields> FakeJournald::take() {
  std::string datagram(256 * 1024, '\0');
  const ssize_t length = ::recv(fd_.get(), datagram.data(), datagram.size(), MSG_DONTWAIT);
  if (length < 0) return std::nullopt;
  datagram.resize(static_cast<std::size_t>(length));
  return parse_journal_entry(datagram);
}

std::vector<std::string> FakeJournald::messages() {
  std::vector<std::string> messages;
  while (const auto fields = take()) {
    messages.push_back(value_of(*fields, "MESSAGE").value_or("no MESSAGE"));
  }
  return messages;
}

}  // namespace ranged::test
