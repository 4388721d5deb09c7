#include "plan/coding.hpp"

#include <gtest/gtest.h>

#include <string>

#include "plan/delivery.hpp"
#include "support/index_builder.hpp"
#include "unit/plan/response_plan_rows.hpp"
#include "unit/plan/route_outcome.hpp"

namespace ranged::plan {
namespace {

constexpr content::FileTime kTime{std::chrono::seconds{1}};

content::ContentIndex library() {
  test::IndexBuilder index;
  for (const std::string path : {"both.css", "index.html", "brotli.json", "gzip.txt", "linked.css",
                                 "none.css", "film.mp4", "mark.svg"}) {
    index.file(path, path, {9, kTime, 7});
  }
  for (const std::string path : {"both.css.br", "both.css.gz", "index.html.br", "brotli.json.br",
                                 "gzip.txt.gz", "film.mp4.gz", "mark.svg.gz"}) {
    index.file(path, path, {5, kTime, 7});
  }
  index.file("linked.css.br", "confidential/linked.br", {5, kTime, 7});
  return index.build();
}

/// `both.css.br as br`, or `both.css`; `varies` behind it if the answer does.
std::string selected(std::string_view target, std::optional<std::string_view> accept_encoding,
                     bool is_on = true) {
  const auto index = library();
  Policy policy;
  policy.precompressed = is_on;
  policy.denied = {*http::NormalizedPath::normalize("confidential")};
  const std::string line = std::string("GET ").append(target);
  FieldSection fields{{"Host", "a"}};
  if (accept_encoding) fields.add({"Accept-Encoding", *accept_encoding});
  const auto found = route(request_of(line, fields), index, policy);
  const auto& selected = std::get<Selected>(found);
  std::string text(selected.entry.resolved);
  if (const auto& encoded = selected.encoded) {
    text = std::string(encoded->resolved).append(" as ").append(encoded->coding);
  }
  return text + (selected.caching.find("Vary") == "Accept-Encoding" ? " varies" : "");
}

TEST(Coding, TheClientsWeightsChooseAndOfEqualOnesTheShortest) {
  const struct {
    std::string_view accept_encoding, expected;
  } cases[] = {
      {"gzip, deflate, br", "both.css.br as br varies"},
      {"gzip, deflate", "both.css.gz as gzip varies"},
      {"x-gzip", "both.css.gz as gzip varies"},
      {"br;q=0.5, gzip;q=0.6", "both.css.gz as gzip varies"},
      {"br;q=0.001", "both.css.br as br varies"},
      {"br;q=0, gzip;q=0", "both.css varies"},
      {"br;q=0, *", "both.css.gz as gzip varies"},
      {"*", "both.css.br as br varies"},
      {"*;q=0", "both.css varies"},
      {"identity", "both.css varies"},
      {"identity, br", "both.css.br as br varies"},
      {"identity, br;q=0.9", "both.css varies"},
      {"identity;q=0.5, br;q=0.9", "both.css.br as br varies"},
      {"identity;q=0, br", "both.css.br as br varies"},
      {"identity;q=0, zstd", "both.css varies"},
      {"deflate, zstd", "both.css varies"},
      {"br;q=1.5", "both.css varies"},
      {"", "both.css varies"},
  };
  for (const auto& [accept_encoding, expected] : cases) {
    EXPECT_EQ(selected("/both.css", accept_encoding), expected) << accept_encoding;
  }
  EXPECT_EQ(selected("/both.css", std::nullopt), "both.css varies");
}

TEST(Coding, IsForTextThatHasASiblingOneMaySee) {
  const struct {
    std::string_view target, expected;
  } cases[] = {
      {"/brotli.json", "brotli.json.br as br varies"},
      {"/gzip.txt", "gzip.txt.gz as gzip varies"},
      {"/", "index.html.br as br varies"},
      {"/none.css", "none.css"},
      {"/linked.css", "linked.css varies"},
      {"/film.mp4", "film.mp4"},
      {"/mark.svg", "mark.svg"},
      {"/both.css.br", "both.css.br"},
      {"/both.css?download", "both.css"},
  };
  for (const auto& [target, expected] : cases) {
    EXPECT_EQ(selected(target, "gzip, br"), expected) << target;
  }
  EXPECT_EQ(selected("/both.css", "gzip, br", false), "both.css");
}

const Representation kStyles{100'000'000, kTime, "text/css; charset=utf-8", "br"};

TEST(Coding, RangesAreOfTheEncodedRepresentationWhichIsNeverCut) {
  const Row rows[] = {
      {{}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=5-"}},
       "206 [5+99999995 of file] Content-Range: bytes 5-99999999/100000000"},
      {{{"Range", "bytes=0-9"}}, "206 [0+10 of file] Content-Range: bytes 0-9/100000000"},
      {{{"Range", "bytes=100000000-"}}, "416 [text] Content-Range: bytes */100000000"},
      {{{"If-None-Match", R"("3b9aca00-5f5e100")"}}, "200 [0+100000000 of file]"},
      {{{"If-None-Match", R"("3b9aca00-5f5e100-br")"}}, "304"},
      {{{"Range", "bytes=0-9"}, {"If-Range", R"("3b9aca00-5f5e100")"}},
       "200 [0+100000000 of file]"},
  };
  check(kStyles, rows);
}

TEST(Coding, IsSaidOfWhatIsEncoded) {
  const auto coding_of = [](const FieldSection& fields, Method method = Method::get) {
    const ResponsePlan answer = plan(method, fields, kStyles);
    const auto coding = answer.fields.find("Content-Encoding");
    return coding ? std::optional<std::string>(*coding) : std::nullopt;
  };
  EXPECT_EQ(coding_of({}), "br");
  EXPECT_EQ(coding_of({}, Method::head), "br");
  EXPECT_EQ(coding_of({{"Range", "bytes=0-9"}}), "br");
  EXPECT_EQ(coding_of({{"If-None-Match", "*"}}), std::nullopt);
  EXPECT_EQ(coding_of({{"Range", "bytes=100000000-"}}), std::nullopt) << "the page is not";
  EXPECT_EQ(coding_of({{"Range", "bytes=0-9,5000-5009"}}), std::nullopt) << "the multipart is not";
  const auto parts = plan(Method::get, {{"Range", "bytes=0-9,5000-5009"}}, kStyles);
  const auto& head_of_part = std::get<std::string>(parts.body.front());
  EXPECT_NE(head_of_part.find("\r\nContent-Encoding: br\r\n"), std::string::npos) << head_of_part;
}

TEST(Coding, VaryIsOneLineWhateverElseTheAnswerVariesBy) {
  ResponsePlan plan;
  plan.fields = {{"Vary", "User-Agent"}};
  add_caching(plan, {{"Cache-Control", "max-age=1"}, {"Vary", "Accept-Encoding"}});
  EXPECT_EQ(lines_of(plan.fields), "Vary: User-Agent, Accept-Encoding\nCache-Control: max-age=1\n");
}

}  // namespace
}  // namespace ranged::plan
