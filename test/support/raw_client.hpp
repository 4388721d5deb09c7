#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "ranged/base/unique_fd.hpp"

// A peer whose every octet, and every rudeness, is the test's.

namespace ranged::test {

/// The longest that any wait in an integration test takes before it fails.
inline constexpr std::chrono::seconds kPatience{20};

/// How what was waited for came to its end.
enum class Ending : std::uint8_t { complete, eof, reset, timed_out };
std::ostream& operator<<(std::ostream& out, Ending ending);

/// A response as received; `body` is what came of it unless `ending` is complete.
struct Response {
  int status = 0;    ///< 0 if the head did not come
  std::string head;  ///< with its empty line
  std::string body;
  Ending ending = Ending::complete;

  std::string status_line() const;
  /// The value of the first field of this name, which is spelled as the server spells it.
  std::string field(std::string_view name) const;
  std::uint64_t promised() const;  ///< Content-Length; 0 if there is none
};

/// What came until the connection ended.
struct Rest {
  std::string octets;
  Ending ending = Ending::eof;
  bool operator==(const Rest&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Rest& rest);

/// One blocking connection to 127.0.0.1, or to a Unix socket. Throws std::system_error if it cannot
/// connect or send: the test fails and says why. One thread may send while another receives.
class RawClient {
 public:
  /// `receive_buffer` bounds what the kernel takes unread, and makes segments small, so that little
  /// is under way; 0 is as the kernel likes.
  explicit RawClient(std::uint16_t port, int receive_buffer = 0);
  explicit RawClient(const std::string& path);

  /// All of it; throws if the peer does not take it within kPatience.
  void send(std::string_view octets);
  /// As much as the kernel takes at once.
  std::size_t send_some(std::string_view octets);
  /// Whether the kernel takes more, sooner or later within `patience`.
  bool becomes_writable(std::chrono::milliseconds patience);

  /// The next response. `method` is the request's: an answer to HEAD has no body.
  Response receive(std::string_view method = "GET");

  /// At least one octet, at most `most`; empty at the end, or if nothing came.
  std::string read_some(std::size_t most);

  /// Waits until something can be read. False if nothing came.
  bool has_input(std::chrono::milliseconds patience = kPatience);

  /// Everything up to the end.
  Rest read_to_end();

  void half_close();  ///< FIN: nothing more will be sent
  void close() { fd_ = base::UniqueFd(); }
  void reset();  ///< RST

 private:
  enum class Filled : std::uint8_t { more, eof, reset, timed_out };
  Filled fill();
  std::string take(std::size_t octets);
  static Ending ending_of(Filled filled);

  base::UniqueFd fd_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not taken yet
};

}  // namespace ranged::test
