#include "ranged/plan/prepared.hpp"

#include <gtest/gtest.h>

#include "ranged/plan/response_plan.hpp"

namespace ranged::plan {
namespace {

using std::chrono::seconds;

constexpr http::Seconds kNow{seconds(784'111'777)};  // Sun, 06 Nov 1994 08:49:37 GMT
constexpr content::FileTime kModified = kNow.time_since_epoch();

TEST(Prepared, SaysWhatEveryAnswerAboutTheFileSays) {
  const Prepared prepared = prepare({10, kModified, "video/mp4"}, kNow + seconds(5));
  EXPECT_EQ(prepared.validator_fields.text(),
            "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "ETag: \"ae1b981bc490a00-a\"\r\n");
  EXPECT_EQ(prepared.validators.entity_tag, "\"ae1b981bc490a00-a\"");
  EXPECT_EQ(prepared.validators.last_modified, kNow);
}

TEST(Prepared, LastsUnlessTheFileIsFromTheFuture) {
  const content::Representation selected{10, kModified, "video/mp4"};
  EXPECT_TRUE(prepare(selected, kNow + seconds(1)).lasts);
  EXPECT_TRUE(prepare(selected, kNow).lasts);
  EXPECT_FALSE(prepare(selected, kNow - seconds(1)).lasts);
  const content::Representation within{10, kModified + std::chrono::nanoseconds(1), "video/mp4"};
  EXPECT_TRUE(prepare(within, kNow).lasts) << "Last-Modified has whole seconds";
}

TEST(Prepared, AnswersAsIfItHadBeenPreparedForEach) {
  const content::Representation selected{10, kModified, "video/mp4"};
  const Prepared prepared = prepare(selected, kNow);
  for (const std::string_view name : {"Range", "If-Match", "If-None-Match", "If-Range"}) {
    http::Request request;
    request.fields = {{name, "\"ae1b981bc490a00-a\""}};
    const http::Seconds later = kNow + seconds(100);
    const ResponsePlan once = plan_representation(request, selected, prepared, {}, later);
    const ResponsePlan each = plan_representation(request, selected, {}, later);
    EXPECT_EQ(describe(once), describe(each)) << name;
    EXPECT_EQ(once.fields.text(), each.fields.text()) << name;
  }
}

}  // namespace
}  // namespace ranged::plan
