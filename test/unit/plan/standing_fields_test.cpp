#include "ranged/plan/standing_fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/plan/response_plan_rows.hpp"

namespace ranged::plan {
namespace {

using http::Status;

Policy read_by(std::vector<std::string> readers) {
  Policy policy;
  policy.readers = std::move(readers);
  return policy;
}

/// The lines that `policy` adds to an answer with this status, or changes.
std::string added(const Policy& policy, Method method, Status status, const FieldSection& fields,
                  const http::FieldList& before = {}) {
  http::Request request;
  request.method = method;
  request.fields = fields;
  ResponsePlan plan;
  plan.status = status;
  plan.fields = before;
  add_standing_fields(plan, request, policy);
  return lines_of(plan.fields);
}

constexpr std::string_view kExposed =
    "Access-Control-Expose-Headers: Content-Range, Content-Length, Accept-Ranges, ETag\n";
constexpr std::string_view kPreflight =
    "Access-Control-Allow-Methods: GET, HEAD\n"
    "Access-Control-Allow-Headers: Range, If-Range, If-Match, If-None-Match, If-Modified-Since, "
    "If-Unmodified-Since\n"
    "Access-Control-Max-Age: 86400\n";

std::string allowed(std::string_view origin) {
  return std::string("Access-Control-Allow-Origin: ").append(origin).append("\n");
}

TEST(StandingFields, TheOperatorsOwnStandOnEveryAnswer) {
  Policy policy;
  policy.fields = {{"X-Robots-Tag", "noindex"}, {"X-A", "1"}, {"X-A", "2"}};
  for (const Status status : {Status::ok, Status::not_modified, Status::bad_request,
                              Status::no_content, Status::service_unavailable}) {
    EXPECT_EQ(added(policy, Method::get, status, {}), "X-Robots-Tag: noindex\nX-A: 1\nX-A: 2\n");
    EXPECT_EQ(added({}, Method::get, status, {{"Origin", "https://a"}}), "");
  }
}

TEST(StandingFields, WhatTheServerDecidesIsNotTheOperators) {
  for (const std::string_view name : {"Content-Length", "date", "SERVER", "Connection", "ETag",
                                      "Transfer-Encoding", "Vary", "Access-Control-Allow-Origin"}) {
    EXPECT_TRUE(is_own_field(name)) << name;
  }
  for (const std::string_view name : {"X-Robots-Tag", "Strict-Transport-Security", "Content-Lengt",
                                      "Content-Security-Policy", "Timing-Allow-Origin"}) {
    EXPECT_FALSE(is_own_field(name)) << name;
  }
}

TEST(StandingFields, EveryFieldOfAnAnswerIsTheServersOwn) {
  for (const FieldSection& fields :
       {FieldSection{}, FieldSection{{"Range", "bytes=0-"}},
        FieldSection{{"Range", "bytes=200000000-"}}, FieldSection{{"If-None-Match", "*"}}}) {
    const auto made = plan(Method::get, fields, kFilm);
    for (const auto& [name, value] : made.fields.lines()) {
      EXPECT_TRUE(is_own_field(name)) << name;
    }
  }
}

TEST(CrossOrigin, APageOfANamedOriginMayReadTheAnswer) {
  const auto one = read_by({"https://a", "http://b:81"});
  const struct {
    Policy policy;
    FieldSection fields;
    std::string expected;
  } cases[] = {
      {one, {{"Origin", "https://a"}}, "Vary: Origin\n" + allowed("https://a").append(kExposed)},
      {one,
       {{"Origin", "http://b:81"}},
       "Vary: Origin\n" + allowed("http://b:81").append(kExposed)},
      {one, {{"Origin", "http://b"}}, "Vary: Origin\n"},
      {one, {{"Origin", "https://a.example"}}, "Vary: Origin\n"},
      {one, {{"Origin", "null"}}, "Vary: Origin\n"},
      {one, {}, "Vary: Origin\n"},
      {read_by({"*"}), {{"Origin", "https://a"}}, allowed("*").append(kExposed)},
      {read_by({"https://a", "*"}), {{"Origin", "https://a"}}, allowed("*").append(kExposed)},
      {read_by({"*"}), {}, allowed("*").append(kExposed)},
  };
  for (const auto& [policy, fields, expected] : cases) {
    for (const Status status : {Status::ok, Status::partial_content, Status::not_modified,
                                Status::not_found, Status::range_not_satisfiable}) {
      EXPECT_EQ(added(policy, Method::get, status, fields), expected) << lines_of(fields);
    }
  }
}

TEST(CrossOrigin, APreflightIsToldWhatMayBeSent) {
  const auto one = read_by({"https://a"});
  const FieldSection from_a{{"Origin", "https://a"}, {"Access-Control-Request-Method", "GET"}};
  const FieldSection from_b{{"Origin", "https://b"}, {"Access-Control-Request-Method", "GET"}};
  const auto told = [](const Policy& policy, const FieldSection& fields) {
    return added(policy, Method::options, Status::no_content, fields);
  };
  EXPECT_EQ(told(one, from_a), "Vary: Origin\n" + allowed("https://a").append(kPreflight));
  EXPECT_EQ(told(one, from_b), "Vary: Origin\n");
  EXPECT_EQ(told(read_by({"*"}), from_b), allowed("*").append(kPreflight));
  EXPECT_EQ(told(read_by({"*"}), {{"Origin", "https://a"}}), allowed("*").append(kExposed))
      << "an OPTIONS that asks for nothing is none";
  EXPECT_EQ(told({}, from_a), "");
}

TEST(CrossOrigin, VaryIsOneList) {
  const auto one = read_by({"https://a"});
  EXPECT_EQ(added(one, Method::get, Status::ok, {}, {{"Vary", "User-Agent"}, {"ETag", "x"}}),
            "Vary: User-Agent, Origin\nETag: x\n");
  EXPECT_EQ(added(one, Method::get, Status::ok, {}, {{"Vary", "Accept, Origin"}}),
            "Vary: Accept, Origin\n");
}

}  // namespace
}  // namespace ranged::plan
