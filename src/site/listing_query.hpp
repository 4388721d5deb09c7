#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// How a listing is asked for: what stands behind the '?' of a folder.

namespace ranged::site {

enum class Order : std::uint8_t { name, size, date, type };

struct ListingQuery {
  Order order = Order::name;
  bool descending = false;
  std::string filter;     ///< the words that each name must have; empty for every name
  std::size_t page = 1;   ///< from 1
  std::size_t limit = 0;  ///< names on a page; 0: as many as is usual
  bool all = false;       ///< posters and subtitles too, which are shown with their films otherwise
};

/// Names in a page for people, and in an answer for programs unless they say how many they want.
inline constexpr std::size_t kNamesOfPage = 500;
inline constexpr std::size_t kNamesOfJson = 1000;
inline constexpr std::size_t kMostNamesOfJson = 10'000;

/// What is not understood is as if it were not there.
ListingQuery parse_listing_query(std::string_view query);

/// Whether an order begins with the greatest unless the query says otherwise: what is large, and
/// what is new.
bool is_usually_descending(Order order);

std::string_view word_of(Order order);

/// The same query in its one spelling: "sort=size&page=2"; empty if nothing is unusual.
std::string to_query(const ListingQuery& query);

}  // namespace ranged::site
