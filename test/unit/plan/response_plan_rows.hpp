#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ranged/plan/response_plan.hpp"

// Rows of field lines and of the plan they lead to, for three files.

namespace ranged::plan {

using content::FileTime;
using content::Representation;
using http::FieldSection;
using http::Method;

inline constexpr std::string_view kModified = "Thu, 01 Jan 1970 00:00:01 GMT";
inline constexpr std::string_view kBefore = "Thu, 01 Jan 1970 00:00:00 GMT";
inline constexpr http::Seconds kNow = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15};

inline const Representation kFilm{100'000'000, FileTime{std::chrono::seconds{1}}, "video/mp4"};
inline const Representation kNote{10, FileTime{std::chrono::seconds{1}},
                                  "text/plain; charset=utf-8"};
inline const Representation kEmpty{0, FileTime{std::chrono::seconds{1}},
                                   "text/plain; charset=utf-8"};

inline constexpr std::string_view kFilmTag = R"("3b9aca00-5f5e100")";
inline constexpr std::string_view kNoteTag = R"("3b9aca00-a")";

inline ResponsePlan plan(Method method, const FieldSection& fields, const Representation& selected,
                         std::uint64_t part_size = kDefaultPartSize) {
  http::Request request;
  request.method = method;
  request.fields = fields;
  Policy policy;
  policy.part_size = part_size;
  return plan_representation(request, selected, policy, kNow);
}

/// "Name: value\n" for each field, in order.
inline std::string lines_of(const http::FieldList& fields) {
  std::string text;
  for (const auto& [name, value] : fields.lines())
    text.append(name).append(": ").append(value) += '\n';
  return text;
}

inline std::string lines_of(const FieldSection& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text.append(name).append(": ").append(value) += '\n';
  return text;
}

struct Row {
  FieldSection fields;
  std::string_view expected;
};

template <std::size_t size>
void check(const Representation& selected, const Row (&rows)[size]) {
  for (const auto& [fields, expected] : rows) {
    EXPECT_EQ(describe(plan(Method::get, fields, selected)), expected) << lines_of(fields);
  }
}

}  // namespace ranged::plan
