#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "bench/client/options.hpp"

// What is asked for next.

namespace ranged::bench {

/// A run of octets of the file: a part, or all of it.
struct Wish {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

/// Makes wishes of one kind, and spells them.
class Wishes {
 public:
  explicit Wishes(const Options& options);

  /// The whole file, the part that everybody asks for, or any part: aligned every other time.
  Wish any();

  /// The part behind `previous`; the first one at the end of the file.
  Wish behind(const Wish& previous) const;

  /// A part with a random share of a part's length, so that viewers do not march in step.
  Wish beginning();

  std::string request_for(const Wish& wish) const;

  /// The status of the answer that grants a wish.
  int status() const { return asks_for_parts(options_.mode) ? 206 : 200; }

 private:
  Wish part_at(std::uint64_t offset) const;
  std::uint64_t random_below(std::uint64_t end);

  const Options& options_;
  std::mt19937_64 random_{20240229};  // the same wishes for every server
};

}  // namespace ranged::bench
