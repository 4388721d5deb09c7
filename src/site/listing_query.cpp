#include "site/listing_query.hpp"

#include <algorithm>

#include "ranged/base/quantity.hpp"
#include "ranged/http/query.hpp"

namespace ranged::site {
namespace {

constexpr Order kOrders[] = {Order::name, Order::size, Order::date, Order::type};

/// Longer than any name of a file can be.
constexpr std::size_t kLongestFilter = 1024;

/// At least 1; `otherwise` if it is no number.
std::size_t number_in(const http::QueryParameters& parameters, std::string_view name,
                      std::size_t most, std::size_t otherwise) {
  const auto number = base::parse_number(parameters.find(name).value_or(""));
  return number ? std::clamp<std::size_t>(*number, 1, most) : otherwise;
}

void append(std::string& query, std::string_view name, std::string_view value) {
  if (!query.empty()) query += '&';
  query += name;
  if (value.empty()) return;
  query += '=';
  http::append_parameter(query, value);
}

}  // namespace

ListingQuery parse_listing_query(std::string_view text) {
  const http::QueryParameters parameters(text);
  ListingQuery query;
  for (const Order order : kOrders) {
    if (parameters.find("sort") == word_of(order)) query.order = order;
  }
  query.descending = is_usually_descending(query.order);
  const auto direction = parameters.find("order");
  if (direction == "asc") query.descending = false;
  if (direction == "desc") query.descending = true;
  query.filter = parameters.find("filter").value_or("").substr(0, kLongestFilter);
  query.page = number_in(parameters, "page", std::size_t{1} << 32, 1);
  query.limit = number_in(parameters, "limit", kMostNamesOfJson, 0);
  query.all = parameters.has("all");
  return query;
}

bool is_usually_descending(Order order) { return order == Order::size || order == Order::date; }

std::string_view word_of(Order order) {
  constexpr std::string_view kWords[] = {"name", "size", "date", "type"};
  return kWords[static_cast<std::size_t>(order)];
}

std::string to_query(const ListingQuery& query) {
  std::string text;
  if (query.order != Order::name) append(text, "sort", word_of(query.order));
  if (query.descending != is_usually_descending(query.order)) {
    append(text, "order", query.descending ? "desc" : "asc");
  }
  if (!query.filter.empty()) append(text, "filter", query.filter);
  if (query.all) append(text, "all", {});
  if (query.limit > 0) append(text, "limit", std::to_string(query.limit));
  if (query.page > 1) append(text, "page", std::to_string(query.page));
  return text;
}

}  // namespace ranged::site
