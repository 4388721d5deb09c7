#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

// Octets of the kinds that break formats, reproducible.

namespace ranged::test {

class RandomOctets {
 public:
  explicit RandomOctets(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return random_() % end; }

  /// Up to `most` octets: anything, or pieces that mean something to one format or another.
  std::string text(std::size_t most) {
    constexpr std::string_view kPieces[] = {"\n",
                                            "\n_PID=1\n",
                                            "MESSAGE=forged\n",
                                            "\r\n",
                                            "=",
                                            std::string_view("\0", 1),
                                            "\"",
                                            "\\",
                                            "\\\"}",
                                            "\",\"level\":",
                                            "\xC3\xA9",
                                            "\xC3",
                                            "\xFF",
                                            "\xE2\x80\xA8",
                                            "\x1B[31m",
                                            "\xF0\x9F\x8E\xAC",
                                            "<3>",
                                            "\x7F"};
    std::string octets;
    const std::size_t length = below(most + 1);
    while (octets.size() < length) {
      switch (below(3)) {
        case 0:
          octets += static_cast<char>(below(256));
          break;
        case 1:
          octets += static_cast<char>('a' + below(26));
          break;
        default:
          octets += kPieces[below(std::size(kPieces))];
      }
    }
    return octets;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace ranged::test
