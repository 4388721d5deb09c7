#include "plan/status_page.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "ranged/plan/response_plan.hpp"

namespace ranged::plan {
namespace {

using http::Status;

/// Those of the statuses that have a page, by number.
std::vector<Status> statuses_from(unsigned first, unsigned last) {
  constexpr Status kAll[] = {
      Status::moved_permanently,
      Status::bad_request,
      Status::forbidden,
      Status::not_found,
      Status::method_not_allowed,
      Status::request_timeout,
      Status::precondition_failed,
      Status::content_too_large,
      Status::uri_too_long,
      Status::range_not_satisfiable,
      Status::expectation_failed,
      Status::request_header_fields_too_large,
      Status::internal_server_error,
      Status::not_implemented,
      Status::service_unavailable,
      Status::http_version_not_supported,
  };
  std::vector<Status> result;
  for (const Status status : kAll) {
    if (http::code(status) >= first && http::code(status) <= last) result.push_back(status);
  }
  return result;
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const auto first = text.find(begin);
  if (first == std::string::npos) return "";
  const auto last = text.find(end, first);
  if (last == std::string::npos) return "";
  return text.substr(first + begin.size(), last - first - begin.size());
}

TEST(StatusPage, SaysItsStatusInTitleAndHeading) {
  for (const Status status : statuses_from(300, 599)) {
    const std::string page = status_page(status);
    const std::string expected =
        std::to_string(http::code(status)) + ' ' + std::string(http::reason_phrase(status));
    EXPECT_EQ(between(page, "<title>", "</title>"), expected);
    EXPECT_EQ(between(page, "<h1>", "</h1>"), expected);
  }
}

TEST(StatusPage, IsCompleteHtml) {
  for (const Status status : statuses_from(300, 599)) {
    const std::string page = status_page(status);
    EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"en\">\n")) << page;
    EXPECT_TRUE(page.ends_with("</html>\n")) << page;
    EXPECT_NE(page.find("<meta charset=\"utf-8\">"), std::string::npos) << page;
    EXPECT_EQ(page.find('&'), std::string::npos) << "needs no escaping: " << page;
    for (const char octet : page) {
      ASSERT_TRUE(octet == '\n' || (octet >= ' ' && octet <= '~')) << page;
    }
  }
}

TEST(StatusPage, EveryClientErrorIsExplainedInWordsOfItsOwn) {
  std::set<std::string> explanations;
  for (const Status status : statuses_from(400, 499)) {
    const std::string explanation = between(status_page(status), "<p>", "</p>");
    EXPECT_TRUE(explanation.ends_with('.')) << http::code(status) << ": " << explanation;
    EXPECT_NE(explanation, "Something went wrong.") << http::code(status);
    EXPECT_TRUE(explanations.insert(explanation).second) << http::code(status) << explanation;
  }
}

TEST(StatusPage, LeadsOnFromWhatIsNotThereAndAsksForNothingElse) {
  for (const Status status : statuses_from(300, 599)) {
    const std::string page = status_page(status);
    const bool leads_on = status == Status::not_found || status == Status::forbidden;
    EXPECT_EQ(page.find("<a href=\"/\">") != std::string::npos, leads_on) << page;
    for (const std::string_view asking : {"src=", "url(", "@import", "<link", "http:"}) {
      EXPECT_EQ(page.find(asking), std::string::npos) << page;
    }
  }
}

TEST(StatusPage, RepeatsNothingOfTheRequest) {
  http::Request request;
  request.method_token = "GET";
  request.target = "/<script>alert(1)</script>";
  request.fields = {{"Range", "bytes=<script>"}, {"If-Match", "\"<script>\""}};
  const content::Representation selected{10, content::FileTime{1}, "video/mp4"};
  const auto answer = plan_representation(request, selected, {}, {});
  ASSERT_EQ(answer.status, Status::precondition_failed);
  EXPECT_EQ(std::get<std::string>(answer.body.front()), status_page(Status::precondition_failed));
  for (const auto& field : answer.fields.lines()) {
    EXPECT_EQ(field.value.find("<script>"), std::string::npos) << field.name;
  }
}

}  // namespace
}  // namespace ranged::plan
