#include "ranged/net/statistics.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ranged::net {
namespace {

using http::Status;

AccessRecord answered(std::string_view method, Status status, std::uint64_t octets,
                      std::uint64_t promised) {
  AccessRecord record;
  record.method = method;
  record.status = status;
  record.octets = octets;
  record.promised = promised;
  return record;
}

std::string requests_of(const Statistics& statistics) {
  std::string text;
  for (const auto& [method, status, count] : statistics.requests()) {
    text += std::to_string(static_cast<int>(method)) + ' ' + std::to_string(http::code(status)) +
            " x " + std::to_string(count) + '\n';
  }
  return text;
}

TEST(Statistics, CountRequestsByMethodAndStatus) {
  Statistics statistics;
  statistics.on_answered(answered("GET", Status::ok, 1, 1));
  statistics.on_answered(answered("HEAD", Status::ok, 0, 0));
  statistics.on_answered(answered("GET", Status::partial_content, 1, 1));
  statistics.on_answered(answered("GET", Status::ok, 1, 1));
  statistics.on_answered(answered("", Status::bad_request, 1, 1));
  statistics.on_answered(answered("BREW", Status::not_implemented, 1, 1));
  EXPECT_EQ(requests_of(statistics),
            "0 200 x 2\n"
            "1 200 x 1\n"
            "0 206 x 1\n"
            "5 400 x 1\n"
            "5 501 x 1\n");
  EXPECT_EQ(statistics.requests_of_class(2), 4u);
  EXPECT_EQ(statistics.requests_of_class(3), 0u);
  EXPECT_EQ(statistics.requests_of_class(4), 1u);
  EXPECT_EQ(statistics.requests_of_class(5), 1u);
}

TEST(Statistics, CountWhatWasSentAndWhatWasNotWanted) {
  Statistics statistics;
  statistics.on_answered(answered("GET", Status::ok, 100, 100));
  EXPECT_EQ(statistics.aborted(), 0u);
  statistics.on_answered(answered("GET", Status::partial_content, 30, 100));
  statistics.on_answered(answered("GET", Status::partial_content, 0, 5));
  AccessRecord capped = answered("GET", Status::partial_content, 7, 7);
  capped.capped = true;
  statistics.on_answered(capped);
  EXPECT_EQ(statistics.octets(), 137u);
  EXPECT_EQ(statistics.aborted(), 2u);
  EXPECT_EQ(statistics.unwanted_octets(), 75u);
  EXPECT_EQ(statistics.capped(), 1u);
}

TEST(Statistics, KnowHowManyAreConnectedAndHowManyWereAtMost) {
  Statistics statistics;
  for (int i = 0; i < 5; ++i) statistics.on_opened();
  for (int i = 0; i < 3; ++i) statistics.on_closed({CloseReason::idle_timeout, "a"});
  EXPECT_EQ(statistics.connections(), 2u);
  EXPECT_EQ(statistics.take_most_connections(), 5u);
  EXPECT_EQ(statistics.take_most_connections(), 2u) << "those that stay are there from the start";
  statistics.on_opened();
  statistics.on_closed({CloseReason::aborted, "a"});
  EXPECT_EQ(statistics.take_most_connections(), 3u);
  EXPECT_EQ(statistics.opened(), 6u);
  EXPECT_EQ(statistics.closed(CloseReason::idle_timeout), 3u);
  EXPECT_EQ(statistics.closed(CloseReason::aborted), 1u);
  EXPECT_EQ(statistics.closed(CloseReason::internal), 0u);
}

TEST(Statistics, HaveACountForEachReasonToClose) {
  Statistics statistics;
  for (const auto& row : kCloseReasons) {
    statistics.on_opened();
    statistics.on_closed({row.reason, "a"});
    EXPECT_EQ(statistics.closed(row.reason), 1u) << row.name;
  }
}

}  // namespace
}  // namespace ranged::net
