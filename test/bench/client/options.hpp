#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ranged::bench {

enum class Mode : std::uint8_t {
  parts,    ///< asks for parts of a file, over and over, as fast as they come
  small,    ///< the same for a whole file
  paced,    ///< viewers: each reads its parts at a steady rate
  stalled,  ///< asks for a part and never reads; holds until standard input ends
  idle,     ///< reads one answer, then says nothing; holds until standard input ends
};

struct Options {
  Mode mode = Mode::parts;
  std::uint16_t port = 0;
  std::string target = "/";
  std::uint64_t length = 0;              ///< of the file
  std::uint64_t part = 5 * 1024 * 1024;  ///< octets asked for at once
  std::optional<std::uint64_t> at;       ///< everybody asks for the part that begins here
  std::size_t connections = 1;
  std::size_t each = 0;                   ///< requests of a connection; 0: until time is over
  std::chrono::duration<double> time{1};  ///< how long to measure
  double rate = 5;                        ///< of a paced viewer, in Mbit/s
  std::string check;                      ///< compares every octet with this file, if not empty
};

constexpr bool asks_for_parts(Mode mode) { return mode != Mode::small && mode != Mode::idle; }

/// Exits with 64 and a usage line if an argument makes no sense.
Options options_of(int argc, const char* const* argv);

}  // namespace ranged::bench
