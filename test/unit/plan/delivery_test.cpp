#include "plan/delivery.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/plan/response_plan_rows.hpp"

namespace ranged::plan {
namespace {

constexpr std::uint64_t kPart = 1000;
constexpr std::uint64_t kUncut = Delivery::kUncut;

Policy policy_of(Cap cap, NoRange no_range) {
  Policy policy;
  policy.part_size = kPart;
  policy.cap = cap;
  policy.no_range = no_range;
  return policy;
}

std::string words_of(const Delivery& delivery) {
  const auto word = [](std::uint64_t octets) {
    return octets == kUncut ? std::string("uncut") : std::to_string(octets);
  };
  return word(delivery.without_range) + ' ' + word(delivery.open) + ' ' + word(delivery.bounded) +
         (delivery.varies_by_agent ? " varies" : "");
}

TEST(Deliver, CapIsAboutRangesAndNoRangeAboutTheirAbsence) {
  const struct {
    Cap cap;
    NoRange no_range;
    std::string_view expected;
  } cases[] = {
      {Cap::all, NoRange::part, "1000 1000 1000"},
      {Cap::all, NoRange::whole, "uncut 1000 1000"},
      {Cap::open, NoRange::part, "1000 1000 uncut"},
      {Cap::open, NoRange::whole, "uncut 1000 uncut"},
      {Cap::off, NoRange::part, "1000 uncut uncut"},
      {Cap::off, NoRange::whole, "uncut uncut uncut"},
  };
  for (const auto& [cap, no_range, expected] : cases) {
    EXPECT_EQ(words_of(deliver(policy_of(cap, no_range), kFilm, {{"User-Agent", "curl/7"}})),
              expected);
  }
}

TEST(Deliver, WhatFitsInAPartIsNeverCut) {
  const auto policy = policy_of(Cap::all, NoRange::part);
  EXPECT_EQ(words_of(deliver(policy, {kPart, {}, "video/mp4"}, {})), "uncut uncut uncut");
  EXPECT_EQ(words_of(deliver(policy, {kPart + 1, {}, "video/mp4"}, {})), "1000 1000 1000");
}

TEST(Deliver, OtherTypesAreSentAsAskedFor) {
  const struct {
    std::vector<std::string> globs;
    std::string_view media_type, expected;
  } cases[] = {
      {{"video/*", "audio/*"}, "video/mp4", "1000 1000 1000"},
      {{"video/*", "audio/*"}, "audio/flac", "1000 1000 1000"},
      {{"video/*", "audio/*"}, "application/pdf", "uncut uncut uncut"},
      {{"text/plain"}, "text/plain; charset=utf-8", "1000 1000 1000"},
      {{"text/plain"}, "text/plainer", "uncut uncut uncut"},
      {{"*/*"}, "application/octet-stream", "1000 1000 1000"},
      {{}, "video/mp4", "uncut uncut uncut"},
  };
  for (const auto& [globs, media_type, expected] : cases) {
    auto policy = policy_of(Cap::all, NoRange::part);
    policy.cap_types = globs;
    EXPECT_EQ(words_of(deliver(policy, {kPart + 1, {}, media_type}, {})), expected) << media_type;
  }
}

TEST(Deliver, AnAgentIsKnownByHowItBeginsAndWhateverDependsOnItSaysSo) {
  auto policy = policy_of(Cap::all, NoRange::part);
  policy.whole_for_agents = {"Lavf/", "curl/"};
  const struct {
    std::optional<std::string_view> agent;
    std::string_view expected;
  } cases[] = {
      {"Lavf/59.27.100", "uncut uncut uncut varies"},
      {"curl/7.88.1", "uncut uncut uncut varies"},
      {"libcurl/7", "1000 1000 1000 varies"},
      {"CURL/7", "1000 1000 1000 varies"},
      {"curl", "1000 1000 1000 varies"},
      {"", "1000 1000 1000 varies"},
      {std::nullopt, "1000 1000 1000 varies"},
  };
  for (const auto& [agent, expected] : cases) {
    FieldSection fields;
    if (agent) fields.add({"User-Agent", *agent});
    EXPECT_EQ(words_of(deliver(policy, kFilm, fields)), expected) << agent.value_or("none");
  }
  EXPECT_FALSE(deliver(policy, kNote, {{"User-Agent", "curl/7"}}).varies_by_agent)
      << "it is whole for everybody";
  policy.cap_types = {"audio/*"};
  EXPECT_FALSE(deliver(policy, kFilm, {{"User-Agent", "curl/7"}}).varies_by_agent);
}

/// What a GET with these fields leads to in `policy`.
std::string plan_of(const Policy& policy, const FieldSection& fields) {
  http::Request request;
  request.fields = fields;
  const auto plan = plan_representation(request, kFilm, policy, kNow);
  return describe(plan) + (plan.capped ? " capped" : "");
}

TEST(ResponsePlanPolicy, RangesAreCutIfTheyAreOfTheKindThatIs) {
  const auto open = policy_of(Cap::open, NoRange::whole);
  const auto off = policy_of(Cap::off, NoRange::whole);
  const struct {
    const Policy& policy;
    std::string_view range, expected;
  } cases[] = {
      {open, "bytes=5-", "206 [5+1000 of file] Content-Range: bytes 5-1004/100000000 capped"},
      {open, "bytes=5-99999999",
       "206 [5+99999995 of file] Content-Range: bytes 5-99999999/100000000"},
      {open, "bytes=5-199999999",
       "206 [5+99999995 of file] Content-Range: bytes 5-99999999/100000000"},
      {open, "bytes=-5000",
       "206 [99995000+5000 of file] Content-Range: bytes 99995000-99999999/100000000"},
      {open, "bytes=0-9,5000-",
       "206 [text] [0+10 of file] [text] [5000+990 of file] [text] capped"},
      {open, "bytes=0-9,5000-9999", "206 [text] [0+10 of file] [text] [5000+5000 of file] [text]"},
      {off, "bytes=5-", "206 [5+99999995 of file] Content-Range: bytes 5-99999999/100000000"},
      {off, "bytes=0-9,90000000-",
       "206 [text] [0+10 of file] [text] [90000000+10000000 of file] [text]"},
  };
  for (const auto& [policy, range, expected] : cases) {
    EXPECT_EQ(plan_of(policy, {{"Range", range}}), expected) << range;
  }
  EXPECT_EQ(plan_of(open, {}), "200 [0+100000000 of file]");
  EXPECT_EQ(plan_of(policy_of(Cap::off, NoRange::part), {}),
            "206 [0+1000 of file] Content-Range: bytes 0-999/100000000 capped");
}

TEST(ResponsePlanPolicy, AHeadIsThatOfTheGetWithoutARange) {
  http::Request request;
  request.method = Method::head;
  const auto plan = plan_representation(request, kFilm, policy_of(Cap::all, NoRange::whole), kNow);
  EXPECT_EQ(plan.status, http::Status::ok);
  EXPECT_EQ(plan.fields.find("Content-Length"), "100000000");
  EXPECT_TRUE(plan.body.empty());
}

TEST(ResponsePlanPolicy, VaryStandsOnEveryAnswerThatCouldHaveBeenAnother) {
  auto policy = policy_of(Cap::all, NoRange::part);
  policy.whole_for_agents = {"curl/"};
  const struct {
    FieldSection fields;
    http::Status expected;
  } cases[] = {
      {{{"User-Agent", "curl/7"}}, http::Status::ok},
      {{{"User-Agent", "curl/7"}, {"Range", "bytes=0-"}}, http::Status::partial_content},
      {{{"User-Agent", "Firefox"}}, http::Status::partial_content},
      {{{"If-None-Match", "*"}}, http::Status::not_modified},
  };
  for (const auto& [fields, expected] : cases) {
    http::Request request;
    request.fields = fields;
    const auto plan = plan_representation(request, kFilm, policy, kNow);
    EXPECT_EQ(plan.status, expected) << lines_of(fields);
    EXPECT_EQ(plan.fields.find("Vary"), "User-Agent") << lines_of(fields);
    EXPECT_EQ(plan_representation(request, kNote, policy, kNow).fields.find("Vary"), std::nullopt);
  }
}

}  // namespace
}  // namespace ranged::plan
