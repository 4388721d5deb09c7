#include "bench/client/wish.hpp"

#include <algorithm>

namespace ranged::bench {

Wishes::Wishes(const Options& options) : options_(options) {}

Wish Wishes::any() {
  if (!asks_for_parts(options_.mode)) return {0, options_.length};
  if (options_.at) return part_at(*options_.at);
  if (options_.length <= options_.part) return {0, options_.length};
  const std::uint64_t offset = random_below(options_.length - options_.part + 1);
  return part_at(random_below(2) == 0 ? offset : offset / options_.part * options_.part);
}

Wish Wishes::behind(const Wish& previous) const {
  const std::uint64_t offset = previous.offset + previous.length;
  return part_at(offset < options_.length ? offset : 0);
}

Wish Wishes::beginning() {
  Wish wish = any();
  wish.length = 1 + random_below(wish.length);
  return wish;
}

std::string Wishes::request_for(const Wish& wish) const {
  std::string request = "GET " + options_.target + " HTTP/1.1\r\nHost: localhost\r\n";
  if (asks_for_parts(options_.mode)) {
    const std::uint64_t last = wish.offset + wish.length - 1;
    request += "Range: bytes=" + std::to_string(wish.offset) + '-' + std::to_string(last) + "\r\n";
  }
  return request + "\r\n";
}

Wish Wishes::part_at(std::uint64_t offset) const {
  return {offset, std::min(options_.part, options_.length - offset)};
}

std::uint64_t Wishes::random_below(std::uint64_t end) { return random_() % end; }

}  // namespace ranged::bench
