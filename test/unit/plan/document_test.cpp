#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ranged/plan/response_plan.hpp"
#include "unit/plan/route_outcome.hpp"

// Answers that are a document, and those that are a file to be saved.

namespace ranged::plan {
namespace {

using http::FieldSection;

constexpr http::Seconds kNow{std::chrono::seconds(1'000'000'000)};

std::shared_ptr<const Document> document() {
  return std::make_shared<const Document>(
      Document{"<!doctype html>",
               "text/html; charset=utf-8",
               "\"abc\"",
               {{"Vary", "Accept"}},
               {{"Content-Security-Policy", "default-src 'none'"}}});
}

/// The status, the fields, and the body of a plan.
std::string text_of(const ResponsePlan& plan) {
  std::string text =
      std::to_string(http::code(plan.status)) + '\n' + std::string(plan.fields.text());
  for (const auto& segment : plan.body) {
    const auto* shared = std::get_if<SharedText>(&segment);
    const auto* range = std::get_if<http::ByteRange>(&segment);
    text += shared  ? std::string(shared->octets)
            : range ? std::to_string(range->offset) + '+' + std::to_string(range->length)
                    : "text";
  }
  return text;
}

constexpr std::string_view kWhole =
    "200\nETag: \"abc\"\r\nVary: Accept\r\nX-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Length: 15\r\n";

TEST(DocumentPlan, IsWholeOrNotModified) {
  const struct {
    std::string_view request_line;
    FieldSection fields;
    std::string expected;
  } cases[] = {
      {"GET /", {}, std::string(kWhole) + "<!doctype html>"},
      {"HEAD /", {}, std::string(kWhole)},
      {"GET /", {{"Range", "bytes=0-4"}}, std::string(kWhole) + "<!doctype html>"},
      {"GET /", {{"If-None-Match", "\"other\""}}, std::string(kWhole) + "<!doctype html>"},
      {"GET /", {{"If-None-Match", "W/\"abc\""}}, "304\nETag: \"abc\"\r\nVary: Accept\r\n"},
      {"HEAD /", {{"If-None-Match", "\"abc\""}}, "304\nETag: \"abc\"\r\nVary: Accept\r\n"},
      {"GET /", {{"If-Match", "\"abc\""}}, std::string(kWhole) + "<!doctype html>"},
  };
  for (const auto& [request_line, fields, expected] : cases) {
    EXPECT_EQ(text_of(plan_document(request_of(request_line, fields), document(), kNow)), expected)
        << request_line;
  }
  EXPECT_EQ(
      plan_document(request_of("GET /", {{"If-Match", "\"other\""}}), document(), kNow).status,
      http::Status::precondition_failed);
}

TEST(DocumentPlan, KeepsTheDocumentForAsLongAsItIsSent) {
  auto made = document();
  const std::weak_ptr<const Document> watched = made;
  auto plan = plan_document(request_of("GET /", {}), made, kNow);
  made.reset();
  EXPECT_FALSE(watched.expired());
  plan.body.clear();
  EXPECT_TRUE(watched.expired());
}

TEST(DownloadPlan, IsTheWholeFileWhateverThePartSize) {
  constexpr std::uint64_t kLength = 3 * kDefaultPartSize;
  const content::Representation film{kLength, content::FileTime(0), "video/mp4"};
  const struct {
    std::string_view request_line;
    FieldSection fields;
    std::string_view expected;
  } cases[] = {
      {"GET /f?download", {}, "200 [0+15728640 of file]"},
      {"HEAD /f?download", {}, "200"},
      {"GET /f?download",
       {{"Range", "bytes=5-"}},
       "206 [5+15728635 of file] Content-Range: bytes 5-15728639/15728640"},
      {"GET /f?download",
       {{"Range", "bytes=15728640-"}},
       "416 [text] Content-Range: bytes */15728640"},
  };
  for (const auto& [request_line, fields, expected] : cases) {
    const auto plan = plan_download(request_of(request_line, fields), film, prepare(film, kNow),
                                    "a \"film\".mp4", kNow);
    EXPECT_EQ(describe(plan), expected);
    EXPECT_FALSE(plan.capped);
    const auto disposition = plan.fields.find("Content-Disposition");
    if (plan.status == http::Status::range_not_satisfiable) {
      EXPECT_FALSE(disposition);
    } else {
      EXPECT_EQ(disposition,
                R"(attachment; filename="a _film_.mp4"; filename*=UTF-8''a%20%22film%22.mp4)");
    }
  }
  const auto same = plan_download(
      request_of("GET /f?download", {{"If-None-Match", content::entity_tag_of(film)}}), film,
      prepare(film, kNow), "film.mp4", kNow);
  EXPECT_EQ(describe(same), "304");
}

}  // namespace
}  // namespace ranged::plan
