#include "ranged/net/close_reason.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <string_view>

namespace ranged::net {
namespace {

constexpr auto kLast = static_cast<std::size_t>(CloseReason::internal);

TEST(CloseReason, EveryReasonHasExactlyOneRowAndItsOwnName) {
  std::set<CloseReason> reasons;
  std::set<std::string_view> names;
  std::set<std::string_view> meanings;
  for (const auto& row : kCloseReasons) {
    EXPECT_TRUE(reasons.insert(row.reason).second) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(meanings.insert(row.meaning).second) << row.meaning;
  }
  for (std::size_t number = 0; number <= kLast; ++number) {
    EXPECT_TRUE(reasons.contains(static_cast<CloseReason>(number))) << number;
  }
  EXPECT_EQ(std::size(kCloseReasons), kLast + 1);
}

TEST(CloseReason, ARowIsFoundByItsReason) {
  for (const auto& row : kCloseReasons) EXPECT_EQ(row_of(row.reason).name, row.name);
}

TEST(CloseReason, NamesAreWordsForALogField) {
  for (const auto& [reason, name, warns, meaning] : kCloseReasons) {
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), name.npos) << name;
    EXPECT_FALSE(name.empty() || meaning.empty()) << static_cast<int>(reason);
  }
}

TEST(CloseReason, OnlyOurOwnFailuresAndAProxysAreWorthAWarning) {
  const std::set<CloseReason> worth = {CloseReason::no_proxy_header, CloseReason::short_file,
                                       CloseReason::changed_file, CloseReason::read_error,
                                       CloseReason::internal};
  for (const auto& row : kCloseReasons) {
    EXPECT_EQ(row.warns, worth.contains(row.reason)) << row.name;
  }
}

}  // namespace
}  // namespace ranged::net
