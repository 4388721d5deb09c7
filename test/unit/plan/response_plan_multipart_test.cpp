#include "plan/multipart.hpp"
#include "unit/plan/response_plan_rows.hpp"

// Answers to more than one range (RFC 9110, sections 14.6 and 15.3.7.2).

namespace ranged::plan {
namespace {

TEST(ResponsePlan, SeveralRangesAreOneMultipart) {
  const Row rows[] = {
      {{{"Range", "bytes=0-0,1000-1009"}},
       "206 [text] [0+1 of file] [text] [1000+10 of file] [text]"},
      {{{"Range", "bytes=1000-1009,0-0"}},
       "206 [text] [1000+10 of file] [text] [0+1 of file] [text]"},
      {{{"Range", "bytes=0-9,-10"}},
       "206 [text] [0+10 of file] [text] [99999990+10 of file] [text]"},
      {{{"Range", "bytes=0-9,100000000-,-10"}},
       "206 [text] [0+10 of file] [text] [99999990+10 of file] [text]"},
      {{{"Range", "bytes=0-5242869,90000000-"}},  // cut, so that the sum is one part
       "206 [text] [0+5242870 of file] [text] [90000000+10 of file] [text]"},
      {{{"Range", "bytes=0-5242879,90000000-"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=0-,90000000-"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
      {{{"Range", "bytes=0-9,5-14"}}, "206 [0+15 of file] Content-Range: bytes 0-14/100000000"},
      {{{"Range", "bytes=0-9,100-109"}},
       "206 [0+110 of file] Content-Range: bytes 0-109/100000000"},
      {{{"Range", "bytes=0-,0-,0-,0-"}},
       "206 [0+5242880 of file] Content-Range: bytes 0-5242879/100000000"},
  };
  check(kFilm, rows);
}

TEST(ResponsePlan, RangesThatOthersTestAreOneIfTheyMeetAndNoneIfTheyDoNotExist) {
  const Row of_9[] = {
      // node send
      {{{"Range", "bytes=1-2,3-5"}}, "206 [1+5 of file] Content-Range: bytes 1-5/9"},
      {{{"Range", "bytes=1-1,3-"}}, "206 [1+8 of file] Content-Range: bytes 1-8/9"},  // there 200
      {{{"Range", "bytes=9-50"}}, "416 [text] Content-Range: bytes */9"},
      {{{"Range", "bytes=0-0"}, {"If-Range", "foo"}}, "200 [0+9 of file]"},
  };
  check({9, FileTime{0}, "text/plain"}, of_9);
  const Row of_1000[] = {
      {{{"Range", "bytes=0-9, -10, 100000-, 10-19"}},  // nginx range.t
       "206 [text] [0+20 of file] [text] [990+10 of file] [text]"},
  };
  check({1000, FileTime{0}, "text/plain"}, of_1000);
}

TEST(ResponsePlan, AMultipartNamesItsBoundaryAndHasNoContentRangeOfItsOwn) {
  const auto answer = plan(Method::get, {{"Range", "bytes=0-0,1000-1009"}}, kFilm);
  const std::string boundary = boundary_of(kFilmTag);
  EXPECT_EQ(answer.fields.find("Content-Type"), "multipart/byteranges; boundary=" + boundary);
  EXPECT_EQ(answer.fields.find("Content-Length"), std::to_string(length_of(answer.body)));
  EXPECT_EQ(answer.fields.find("Content-Range"), std::nullopt);
  EXPECT_EQ(answer.fields.find("ETag"), kFilmTag);
}

}  // namespace
}  // namespace ranged::plan
