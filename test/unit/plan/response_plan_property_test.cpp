#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "ranged/plan/response_plan.hpp"

// What holds of every answer, whatever Range says: judged over random requests rather than by rows.

namespace ranged::plan {
namespace {

using http::ByteRange;
using http::Status;

constexpr int kRounds = 30'000;
constexpr http::Seconds kNow = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t end) { return random_() % end; }

  /// Small, near `length`, or anything.
  std::uint64_t position(std::uint64_t length) {
    switch (below(4)) {
      case 0:
        return below(20);
      case 1:
        return length + below(5) - std::min<std::uint64_t>(length, 2);
      case 2:
        return random_();
      default:
        return below(length + 1);
    }
  }

  std::uint64_t length() {
    switch (below(4)) {
      case 0:
        return below(5);
      case 1:
        return below(300);
      case 2:
        return below(100'000);
      default:
        return random_() >> below(64);
    }
  }

  std::string range(std::uint64_t length) {
    std::string value = below(20) == 0 ? "octets=" : "bytes=";
    const std::uint64_t specs = below(2) == 0 ? 1 + below(17) : 1;
    for (std::uint64_t i = 0; i < specs; ++i) value += (i == 0 ? "" : ",") + spec(length);
    return value;
  }

 private:
  std::string spec(std::uint64_t length) {
    const std::uint64_t first = position(length);
    switch (below(24)) {
      case 0:
        return '-' + std::to_string(first);
      case 1:
        return std::to_string(first) + '-';
      case 2:
        return std::to_string(first);  // malformed
      case 3:
        return std::to_string(first) + '-' + std::to_string(position(length));
      case 4:
      case 5:
      case 6:
      case 7:
        return std::to_string(first) + '-' + std::to_string(first);
      default:
        return std::to_string(first) + '-' + std::to_string(first + below(200));
    }
  }

  std::mt19937_64 random_;
};

struct Round {
  std::string range;
  std::uint64_t length = 0;
  std::uint64_t part_size = 0;
  ResponsePlan answer;
};

Round play(Dice& dice) {
  Round round;
  round.length = dice.length();
  round.part_size = 1 + dice.length();
  round.range = dice.range(round.length);
  http::Request request;
  if (dice.below(20) != 0) request.fields = {{"Range", round.range}};
  Policy policy;
  policy.part_size = round.part_size;
  const content::Representation selected{round.length, content::FileTime{1}, "video/mp4"};
  round.answer = plan_representation(request, selected, policy, kNow);
  return round;
}

std::vector<ByteRange> ranges_in(const ResponsePlan& answer) {
  std::vector<ByteRange> ranges;
  for (const auto& segment : answer.body) {
    if (const auto* range = std::get_if<ByteRange>(&segment)) ranges.push_back(*range);
  }
  return ranges;
}

std::uint64_t octets_in(const std::vector<ByteRange>& ranges) {
  std::uint64_t octets = 0;
  for (const auto& range : ranges) octets += range.length;
  return octets;
}

bool are_within(const std::vector<ByteRange>& ranges, std::uint64_t length) {
  return std::all_of(ranges.begin(), ranges.end(), [length](const ByteRange& range) {
    return range.length > 0 && range.offset < length && range.length <= length - range.offset;
  });
}

bool overlap(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.offset < b.offset; });
  return std::adjacent_find(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) {
           return b.offset <= a.last_pos();
         }) != ranges.end();
}

TEST(ResponsePlanProperty, HoldsForEveryRangeOfEveryFile) {
  Dice dice(9110);
  int partial = 0, multipart = 0, whole = 0, unsatisfiable = 0;
  for (int i = 0; i < kRounds; ++i) {
    const auto [range, length, part_size, answer] = play(dice);
    SCOPED_TRACE("round " + std::to_string(i) + ": " + range + " of " + std::to_string(length) +
                 " in parts of " + std::to_string(part_size) + " -> " + describe(answer));
    const auto ranges = ranges_in(answer);
    ASSERT_TRUE(are_within(ranges, length));
    ASSERT_FALSE(overlap(ranges)) << "an octet is sent twice";
    ASSERT_EQ(answer.fields.find("Content-Length"), std::to_string(length_of(answer.body)));
    ASSERT_FALSE(answer.closes);
    switch (answer.status) {
      case Status::ok:
        ++whole;
        ASSERT_EQ(octets_in(ranges), length);
        ASSERT_EQ(answer.fields.find("Content-Range"), std::nullopt);
        break;
      case Status::partial_content:
        ++partial;
        multipart += ranges.size() > 1 ? 1 : 0;
        ASSERT_FALSE(ranges.empty());
        ASSERT_LE(octets_in(ranges), part_size);
        ASSERT_EQ(answer.body.size(), ranges.size() == 1 ? 1 : 2 * ranges.size() + 1);
        ASSERT_EQ(answer.fields.find("Content-Range").has_value(), ranges.size() == 1);
        break;
      default:
        ++unsatisfiable;
        ASSERT_EQ(answer.status, Status::range_not_satisfiable);
        ASSERT_TRUE(ranges.empty());
        ASSERT_EQ(answer.fields.find("Content-Range"), "bytes */" + std::to_string(length));
    }
  }
  EXPECT_GT(std::min({partial, multipart, whole, unsatisfiable}), kRounds / 100)
      << "the dice no longer reach every kind of answer";
}

TEST(ResponsePlanProperty, APartBeginsExactlyWhereItWasAskedFor) {
  Dice dice(14);
  for (int i = 0; i < kRounds; ++i) {
    const std::uint64_t length = 1 + dice.below(100'000);
    const std::uint64_t part_size = 1 + dice.below(2'000);
    const std::uint64_t first = dice.below(length);
    const std::uint64_t last = first + dice.below(4'000);
    const std::string range = "bytes=" + std::to_string(first) + '-' + std::to_string(last);
    http::Request request;
    request.fields = {{"Range", range}};
    const content::Representation selected{length, content::FileTime{1}, "video/mp4"};
    Policy policy;
    policy.part_size = part_size;
    const auto answer = plan_representation(request, selected, policy, kNow);
    const std::uint64_t expected = std::min({part_size, last - first + 1, length - first});
    ASSERT_EQ(ranges_in(answer), (std::vector<ByteRange>{{first, expected}}))
        << range << " of " << length << " in parts of " << part_size;
  }
}

}  // namespace
}  // namespace ranged::plan
