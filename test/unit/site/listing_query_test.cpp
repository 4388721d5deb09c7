#include "site/listing_query.hpp"

#include <gtest/gtest.h>

namespace ranged::site {
namespace {

TEST(ListingQuery, HasOneSpellingHoweverItIsAskedFor) {
  const struct {
    std::string_view query, expected;
  } cases[] = {
      {"", ""},
      {"?", ""},
      {"?json", ""},
      {"?sort=name", ""},
      {"?sort=name&order=asc", ""},
      {"?order=desc", "order=desc"},
      {"?sort=size", "sort=size"},
      {"?sort=size&order=desc", "sort=size"},
      {"?order=asc&sort=size", "sort=size&order=asc"},
      {"?sort=date&order=up", "sort=date"},
      {"?sort=type", "sort=type"},
      {"?sort=colour", ""},
      {"?filter=", ""},
      {"?filter=a+b%26", "filter=a+b%26"},
      {"?filter=%3Cscript%3E%22", "filter=%3Cscript%3E%22"},
      {"?page=1", ""},
      {"?page=0", ""},
      {"?page=-1", ""},
      {"?page=x", ""},
      {"?page=7&all", "all&page=7"},
      {"?all=1", "all"},
      {"?limit=20", "limit=20"},
      {"?limit=0", "limit=1"},
      {"?limit=99999999", "limit=10000"},
      {"?page=99999999999999999999", ""},
  };
  for (const auto& [query, expected] : cases) {
    EXPECT_EQ(to_query(parse_listing_query(query)), expected) << query;
    EXPECT_EQ(to_query(parse_listing_query(expected)), expected) << expected;
  }
}

TEST(ListingQuery, AFilterIsNoLongerThanAnyNameNeeds) {
  const auto query = parse_listing_query("?filter=" + std::string(5000, 'a'));
  EXPECT_EQ(query.filter.size(), 1024u);
}

}  // namespace
}  // namespace ranged::site
