#include "plan/caching.hpp"

#include <gtest/gtest.h>

#include <string>

#include "ranged/plan/router.hpp"
#include "support/index_builder.hpp"
#include "unit/plan/response_plan_rows.hpp"
#include "unit/plan/route_outcome.hpp"

namespace ranged::plan {
namespace {

using http::Status;

Policy policy_of(std::initializer_list<std::string> globs) {
  Policy policy;
  for (const auto& glob : globs) policy.caching.push_back({glob, {{"Cache-Control", glob}}});
  return policy;
}

TEST(Caching, TheFirstGlobThatMatchesTypeOrPathCounts) {
  const auto policy = policy_of({"/clips/new/*", "video/*", "/clips/*", "text/css", "*/*"});
  const struct {
    std::string_view path, media_type, expected;
  } cases[] = {
      {"clips/new/a.mp4", "video/mp4", "/clips/new/*"},
      {"clips/new/b/a.mp4", "video/mp4", "/clips/new/*"},
      {"clips/a.mp4", "video/mp4", "video/*"},
      {"clips/a.vtt", "text/vtt; charset=utf-8", "/clips/*"},
      {"Clips/a.vtt", "text/vtt; charset=utf-8", "*/*"},
      {"a/clips/a.vtt", "text/vtt; charset=utf-8", "*/*"},
      {"site.css", "text/css; charset=utf-8", "text/css"},
      {"a.bin", "application/octet-stream", "*/*"},
  };
  for (const auto& [path, media_type, expected] : cases) {
    const content::Entry file{
        content::EntryKind::file, std::string(path), {}, 1, {}, 0, media_type};
    EXPECT_EQ(caching_of(file, policy).find("Cache-Control"), expected) << path;
    EXPECT_EQ(caching_of(file, policy_of({"audio/*"})).text(), "") << path;
    EXPECT_EQ(caching_of(file, {}).text(), "") << path;
  }
}

TEST(Caching, FollowsTheNameThatWasAskedForNotTheFileThatItLeadsTo) {
  const auto index = test::IndexBuilder()
                         .file("link.mp4", "films/a.mp4")
                         .file("pages/index.html")
                         .file("a%b.mp4")
                         .build();
  const auto policy = policy_of({"/films/*", "/pages/index.html", "/a%b.mp4", "/link.mp4"});
  const struct {
    std::string_view request_line, expected;
  } cases[] = {
      {"GET /link.mp4", "/link.mp4"},          {"HEAD /link.mp4", "/link.mp4"},
      {"GET /link.mp4?download", "/link.mp4"}, {"GET /pages/", "/pages/index.html"},
      {"GET /%61%25b.mp4", "/a%b.mp4"},
  };
  for (const auto& [line, expected] : cases) {
    const auto found = route(request_of(line, {{"Host", "a"}}), index, policy);
    const auto& selected = std::get<Selected>(found);
    EXPECT_EQ(selected.caching.find("Cache-Control"), expected) << line;
  }
}

TEST(Caching, IsSaidWhereACacheStoresOrUpdates) {
  const struct {
    FieldSection fields;
    Status status;
    bool expected;
  } cases[] = {
      {{{"Range", "bytes=x"}}, Status::ok, true},
      {{{"Range", "bytes=0-9"}}, Status::partial_content, true},
      {{{"Range", "bytes=0-9,5000-5009"}}, Status::partial_content, true},
      {{{"If-None-Match", "*"}}, Status::not_modified, true},
      {{{"If-Match", "\"x\""}}, Status::precondition_failed, false},
      {{{"Range", "bytes=200000000-"}}, Status::range_not_satisfiable, false},
  };
  for (const auto& [fields, status, expected] : cases) {
    for (const Method method : {Method::get, Method::head}) {
      auto made = plan(method, fields, kFilm);
      if (method == Method::get) {
        EXPECT_EQ(made.status, status) << lines_of(fields);
      }
      add_caching(made, {{"Cache-Control", "no-store"}});
      const bool is_error = made.status >= Status::bad_request;
      EXPECT_EQ(made.fields.find("Cache-Control").has_value(), !is_error) << lines_of(fields);
      if (method == Method::get) {
        EXPECT_EQ(!is_error, expected) << lines_of(fields);
      }
    }
  }
}

}  // namespace
}  // namespace ranged::plan
