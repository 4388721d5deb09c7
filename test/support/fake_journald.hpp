#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ranged/base/unique_fd.hpp"
#include "support/naive_journal.hpp"

namespace ranged::test {

/// A datagram socket where journald's would be, read when the test says so.
class FakeJournald {
 public:
  /// Binds `path`, which must not be there. Throws std::system_error.
  explicit FakeJournald(std::string path);
  /// Gone, and its socket with it.
  ~FakeJournald();
  FakeJournald(const FakeJournald&) = delete;
  FakeJournald& operator=(const FakeJournald&) = delete;

  const std::string& path() const { return path_; }

  /// The next datagram; nullopt if there is none now, or it is none that journald understands.
  std::optional<JournalFields> take();

  /// MESSAGE of each datagram that is there now.
  std::vector<std::string> messages();

 private:
  std::string path_;
  base::UniqueFd fd_;
};

}  // namespace ranged::test
