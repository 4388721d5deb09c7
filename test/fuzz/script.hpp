#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a peer does on one connection, as text:
//
//   !cold                 as the first line: of a server that keeps no file and no block
//   !scarce               likewise, that has room for one of each
//   GET / HTTP/1.1        a line is sent, and CR LF behind it
//   !send a\r\n\x00\\     sent as spelled, with nothing behind it
//   !pause                what was said so far is sent in one piece, and the server has its turn
//   !read 100             likewise, and then so many octets of the answers are read
//   !half-close           nothing more is sent
//   !reset                the end, with RST
//   !close                the end, without reading the rest
//   !drain                the server is told to drain, whatever the peer is doing
//   !abort                likewise, to abort

namespace ranged::fuzz {

struct Step {
  enum class Kind : std::uint8_t { send, read, half_close, reset, close, drain, abort };
  Kind kind = Kind::send;
  std::string octets;     ///< to send
  std::size_t count = 0;  ///< to read
};

/// Lines that begin with '!' and say nothing known are left out. Nothing is sent after half_close,
/// and nothing at all is done after reset or close.
std::vector<Step> parse_script(std::string_view text);

}  // namespace ranged::fuzz
