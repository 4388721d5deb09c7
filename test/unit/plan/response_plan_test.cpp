#include "ranged/plan/response_plan.hpp"

#include "plan/status_page.hpp"
#include "unit/plan/response_plan_rows.hpp"

namespace ranged::plan {
namespace {

using http::Status;

TEST(ResponsePlan, ARangeOfALargeFileIsAnsweredUpToOnePart) {
  const Row rows[] = {
      {{}, "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=0-499"}}, "206 [0+500 of file] Content-Range: bytes 0-499/100000000"},
      {{{"Range", "bytes=0-0"}}, "206 [0+1 of file] Content-Range: bytes 0-0/100000000"},
      {{{"Range", "bytes=7-5242886"}},
       "206 [7+5242880 of file] Content-Range: bytes 7-5242886/100000000"},
      {{{"Range", "bytes=7-5242887"}},
       "206 [7+5242880 of file] Content-Range: bytes 7-5242886/100000000"},
      {{{"Range", "bytes=0-99999999"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=0-18446744073709551615"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},

      {{{"Range", "bytes=0-"}}, "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=5242880-"}},
       "206 [5242880+5242880 of file] Content-Range: bytes 5242880-10485759/100000000"},
      {{{"Range", "bytes=94757120-"}},
       "206 [94757120+5242880 of file] Content-Range: bytes 94757120-99999999/100000000"},
      {{{"Range", "bytes=99999999-"}},
       "206 [99999999+1 of file] Content-Range: bytes 99999999-99999999/100000000"},

      {{{"Range", "bytes=-1"}},
       "206 [99999999+1 of file] Content-Range: bytes 99999999-99999999/100000000"},
      {{{"Range", "bytes=-5242880"}},
       "206 [94757120+5242880 of file] Content-Range: bytes 94757120-99999999/100000000"},
      {{{"Range", "bytes=-5242881"}},  // resolved, then capped from its front
       "206 [94757119+5242880 of file] Content-Range: bytes 94757119-99999998/100000000"},
      {{{"Range", "bytes=-100000000"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=-99999999999999999999"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},

      {{{"Range", "bytes=100000000-"}}, "416 [text] Content-Range: bytes */100000000"},
      {{{"Range", "bytes=100000000-100000001"}}, "416 [text] Content-Range: bytes */100000000"},
      {{{"Range", "bytes=18446744073709551616-"}}, "416 [text] Content-Range: bytes */100000000"},
      {{{"Range", "bytes=-0"}}, "416 [text] Content-Range: bytes */100000000"},
  };
  check(kFilm, rows);
}

TEST(ResponsePlan, ARangeThatIsNotHonouredIsAnsweredWithTheWholeFile) {
  const Row rows[] = {
      {{{"Range", ""}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes="}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=-"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=2-1"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0x0-"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-9,x"}}, "200 [0+100000000 of file]"},
      {{{"Range", "lines=1-2"}}, "200 [0+100000000 of file]"},
      {{{"Range", "seconds=0-"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-9"}, {"Range", "bytes=20-29"}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-9"}, {"Range", "20-29"}}, "200 [0+100000000 of file]"},
      {{{"Range", "0"}, {"Range", "bytes=0-3"}},
       "200 [0+100000000 of file]"},  // lighttpd request.t
      {{{"Range", "bytes=0-3"}, {"Range", "0"}}, "200 [0+100000000 of file]"},  // likewise
      {{{"Range",
         "bytes=0-0,2-2,4-4,6-6,8-8,10-10,12-12,14-14,16-16,18-18,20-20,22-22,24-24,"
         "26-26,28-28,30-30,32-32"}},
       "206 [0+31 of file] Content-Range: bytes 0-30/100000000"},  // the seventeenth is dropped
      {{{"Range", "bytes=0-9"}, {"If-Range", R"("3b9aca00-5f5e101")"}},
       "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-"}, {"If-Range", R"(W/"3b9aca00-5f5e100")"}},
       "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-"}, {"If-Range", kBefore}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=0-"}, {"If-Range", ""}}, "200 [0+100000000 of file]"},
      {{{"Range", "bytes=100000000-"}, {"If-Range", "\"old\""}}, "200 [0+100000000 of file]"},
  };
  check(kFilm, rows);
}

TEST(ResponsePlan, IfRangeCountsOnlyTogetherWithRange) {
  const Row rows[] = {
      {{{"Range", "bytes=0-9"}, {"If-Range", kFilmTag}},
       "206 [0+10 of file] Content-Range: bytes 0-9/100000000"},
      {{{"Range", "bytes=0-9"}, {"If-Range", kModified}},
       "206 [0+10 of file] Content-Range: bytes 0-9/100000000"},
      {{{"If-Range", "\"old\""}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
  };
  check(kFilm, rows);
}

TEST(ResponsePlan, ASmallFileIsWholeUnlessARangeOfItIsAskedFor) {
  const Row rows[] = {
      {{}, "200 [0+10 of file]"},
      {{{"Range", "bytes=0-"}}, "206 [0+10 of file] Content-Range: bytes 0-9/10"},
      {{{"Range", "bytes=0-9"}}, "206 [0+10 of file] Content-Range: bytes 0-9/10"},
      {{{"Range", "bytes=3-5"}}, "206 [3+3 of file] Content-Range: bytes 3-5/10"},
      {{{"Range", "bytes=3-500"}}, "206 [3+7 of file] Content-Range: bytes 3-9/10"},
      {{{"Range", "bytes=-3"}}, "206 [7+3 of file] Content-Range: bytes 7-9/10"},
      {{{"Range", "bytes=-11"}}, "206 [0+10 of file] Content-Range: bytes 0-9/10"},
      {{{"Range", "bytes=10-"}}, "416 [text] Content-Range: bytes */10"},
      {{{"Range", "bytes=20-,30-"}}, "416 [text] Content-Range: bytes */10"},
      {{{"Range", "bytes=20-,4-5"}}, "206 [4+2 of file] Content-Range: bytes 4-5/10"},
      {{{"range", "Bytes=0-0"}}, "206 [0+1 of file] Content-Range: bytes 0-0/10"},
      {{{"Range", "byte=0-0"}}, "200 [0+10 of file]"},
  };
  check(kNote, rows);
}

TEST(ResponsePlan, PreconditionsAreJudgedBeforeRanges) {
  const Row rows[] = {
      {{{"If-None-Match", kFilmTag}}, "304"},
      {{{"If-None-Match", "*"}}, "304"},
      {{{"If-Modified-Since", kModified}}, "304"},
      {{{"If-None-Match", kFilmTag}, {"Range", "bytes=0-9"}}, "304"},
      {{{"If-None-Match", kFilmTag}, {"Range", "bytes=100000000-"}}, "304"},
      {{{"If-None-Match", kFilmTag}, {"Range", "bytes=0-9"}, {"If-Range", "\"old\""}}, "304"},
      {{{"If-Match", "\"old\""}}, "412 [text]"},
      {{{"If-Unmodified-Since", kBefore}}, "412 [text]"},
      {{{"If-Match", "\"old\""}, {"Range", "bytes=100000000-"}}, "412 [text]"},
      {{{"If-Match", "\"old\""}, {"If-None-Match", "*"}}, "412 [text]"},
      {{{"If-Match", kFilmTag}, {"If-None-Match", "*"}}, "304"},
      {{{"If-Match", kFilmTag}, {"Range", "bytes=0-9"}},
       "206 [0+10 of file] Content-Range: bytes 0-9/100000000"},
      {{{"If-Modified-Since", kBefore}, {"Range", "bytes=100000000-"}},
       "416 [text] Content-Range: bytes */100000000"},
  };
  check(kFilm, rows);
}

TEST(ResponsePlan, APartIsExactlyThePartSize) {
  const struct {
    std::uint64_t length, part_size;
    FieldSection fields;
    std::string_view expected;
  } cases[] = {
      {999, 1000, {}, "200 [0+999 of file]"},
      {1000, 1000, {}, "200 [0+1000 of file]"},
      {1001, 1000, {}, "206 [0+1000 of file] Content-Range: bytes 0-999/1001"},
      {1000, 1000, {{"Range", "bytes=0-"}}, "206 [0+1000 of file] Content-Range: bytes 0-999/1000"},
      {1001, 1000, {{"Range", "bytes=0-"}}, "206 [0+1000 of file] Content-Range: bytes 0-999/1001"},
      {1001,
       1000,
       {{"Range", "bytes=1-"}},
       "206 [1+1000 of file] Content-Range: bytes 1-1000/1001"},
      {1001,
       1000,
       {{"Range", "bytes=-1001"}},
       "206 [0+1000 of file] Content-Range: bytes 0-999/1001"},
      {1, 1, {}, "200 [0+1 of file]"},
      {2, 1, {}, "206 [0+1 of file] Content-Range: bytes 0-0/2"},
      {2, 1, {{"Range", "bytes=-2"}}, "206 [0+1 of file] Content-Range: bytes 0-0/2"},
      {5242880, kDefaultPartSize, {}, "200 [0+5242880 of file]"},
      {5242881,
       kDefaultPartSize,
       {},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/5242881"},
      {104857600,
       kDefaultPartSize,
       {{"Range", "bytes=0-"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/104857600"},
      {~std::uint64_t{0},
       kDefaultPartSize,
       {{"Range", "bytes=-1"}},
       "206 [18446744073709551614+1 of file] Content-Range: bytes "
       "18446744073709551614-18446744073709551614/18446744073709551615"},
      {~std::uint64_t{0}, ~std::uint64_t{0}, {}, "200 [0+18446744073709551615 of file]"},
  };
  for (const auto& [length, part_size, fields, expected] : cases) {
    const Representation selected{length, FileTime{0}, "video/mp4"};
    EXPECT_EQ(describe(plan(Method::get, fields, selected, part_size)), expected)
        << lines_of(fields) << "of " << length << " in parts of " << part_size;
  }
}

TEST(ResponsePlan, EveryAnswerHasExactlyItsFields) {
  const struct {
    std::string_view what;
    FieldSection fields;
    const Representation& selected;
    std::string expected;
  } cases[] = {
      {"200",
       {},
       kNote,
       "Accept-Ranges: bytes\nX-Content-Type-Options: nosniff\n"
       "Last-Modified: Thu, 01 Jan 1970 00:00:01 GMT\nETag: \"3b9aca00-a\"\n"
       "Content-Type: text/plain; charset=utf-8\nContent-Length: 10\n"},
      {"200, empty",
       {},
       kEmpty,
       "Accept-Ranges: bytes\nX-Content-Type-Options: nosniff\n"
       "Last-Modified: Thu, 01 Jan 1970 00:00:01 GMT\nETag: \"3b9aca00-0\"\n"
       "Content-Type: text/plain; charset=utf-8\nContent-Length: 0\n"},
      {"206",
       {{"Range", "bytes=1-3"}},
       kFilm,
       "Accept-Ranges: bytes\nX-Content-Type-Options: nosniff\n"
       "Last-Modified: Thu, 01 Jan 1970 00:00:01 GMT\nETag: \"3b9aca00-5f5e100\"\n"
       "Content-Range: bytes 1-3/100000000\nContent-Type: video/mp4\nContent-Length: 3\n"},
      {"206, unasked",
       {},
       kFilm,
       "Accept-Ranges: bytes\nX-Content-Type-Options: nosniff\n"
       "Last-Modified: Thu, 01 Jan 1970 00:00:01 GMT\nETag: \"3b9aca00-5f5e100\"\n"
       "Content-Range: bytes 0-5242879/100000000\nContent-Type: video/mp4\n"
       "Content-Length: 5242880\n"},
      {"304",
       {{"If-None-Match", kNoteTag}},
       kNote,
       "Last-Modified: Thu, 01 Jan 1970 00:00:01 GMT\nETag: \"3b9aca00-a\"\n"},
      {"412",
       {{"If-Match", "\"old\""}},
       kNote,
       "X-Content-Type-Options: nosniff\nContent-Type: text/html; charset=utf-8\n"
       "Content-Length: " +
           std::to_string(status_page(Status::precondition_failed).size()) + "\n"},
      {"416",
       {{"Range", "bytes=10-"}},
       kNote,
       "X-Content-Type-Options: nosniff\nContent-Type: text/html; charset=utf-8\n"
       "Content-Length: " +
           std::to_string(status_page(Status::range_not_satisfiable).size()) +
           "\nAccept-Ranges: bytes\nContent-Range: bytes */10\n"},
  };
  for (const auto& [what, fields, selected, expected] : cases) {
    EXPECT_EQ(lines_of(plan(Method::get, fields, selected).fields), expected) << what;
  }
}

TEST(ResponsePlan, HeadHasStatusAndFieldsOfAGetWithoutRangeAndNoBody) {
  const FieldSection asked_for[] = {
      {},
      {{"Range", "bytes=0-0"}},
      {{"Range", "bytes=999999999-"}},
      {{"Range", "bytes=0-0,1000-1009"}},
      {{"Range", "nonsense"}},
      {{"Range", "bytes=0-0"}, {"If-Range", "\"old\""}},
      {{"If-None-Match", "*"}},
      {{"If-None-Match", "*"}, {"Range", "bytes=0-0"}},
      {{"If-Match", "\"old\""}},
      {{"If-Match", "\"old\""}, {"Range", "bytes=0-0"}},
      {{"If-Modified-Since", kModified}},
  };
  for (const auto& selected : {kFilm, kNote, kEmpty}) {
    for (const auto& fields : asked_for) {
      FieldSection without_range;
      for (const auto& line : fields) {
        if (line.name != "Range") without_range.add(line);
      }
      const auto head = plan(Method::head, fields, selected);
      const auto get = plan(Method::get, without_range, selected);
      EXPECT_EQ(head.status, get.status) << lines_of(fields);
      EXPECT_EQ(lines_of(head.fields), lines_of(get.fields)) << lines_of(fields);
      EXPECT_TRUE(head.body.empty()) << lines_of(fields);
    }
  }
}

TEST(ResponsePlan, LastModifiedIsNeverLaterThanNow) {
  const Representation selected{10, kNow.time_since_epoch() + std::chrono::hours{1}, "video/mp4"};
  EXPECT_EQ(plan(Method::get, {}, selected).fields.find("Last-Modified"),
            "Mon, 15 Jun 2026 00:00:00 GMT");
}

TEST(PlanText, IsTheTextOnceAndForNobodyElse) {
  const auto plan = plan_text(Status::ok, Method::get, "text/plain; charset=utf-8", "ready\n");
  EXPECT_EQ(plan.status, Status::ok);
  EXPECT_EQ(plan.fields.find("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(plan.fields.find("Content-Length"), "6");
  EXPECT_EQ(plan.fields.find("Cache-Control"), "no-store");
  EXPECT_EQ(plan.fields.find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(plan.body, std::vector<Segment>{"ready\n"});
  const auto head = plan_text(Status::ok, Method::head, "text/plain; charset=utf-8", "ready\n");
  EXPECT_EQ(head.fields.text(), plan.fields.text());
  EXPECT_TRUE(head.body.empty());
}

TEST(ResponsePlan, AStatusHasItsPageAndOnlyARefusalCloses) {
  for (const Status status : {Status::not_found, Status::forbidden, Status::uri_too_long}) {
    const std::string expected_length = std::to_string(status_page(status).size());
    const auto get = plan_status(status, Method::get);
    const auto head = plan_status(status, Method::head);
    const auto refusal = plan_refusal(status, Method::get);
    ASSERT_EQ(get.body.size(), 1U);
    EXPECT_EQ(std::get<std::string>(get.body.front()), status_page(status));
    EXPECT_EQ(get.fields.find("Content-Length"), expected_length);
    EXPECT_EQ(head.fields.find("Content-Length"), expected_length);
    EXPECT_TRUE(head.body.empty());
    EXPECT_EQ(lines_of(refusal.fields), lines_of(get.fields));
    EXPECT_EQ(describe(get), std::to_string(http::code(status)) + " [text]");
    EXPECT_EQ(describe(refusal), std::to_string(http::code(status)) + " [text] close");
  }
}

}  // namespace
}  // namespace ranged::plan
