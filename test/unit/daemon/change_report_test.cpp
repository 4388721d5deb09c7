#include "daemon/change_report.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "support/index_builder.hpp"
#include "support/loop_test.hpp"
#include "support/recording_log.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using std::chrono::milliseconds;

class ChangeReportTest : public test::LoopTest {
 protected:
  ~ChangeReportTest() override { report_->close(); }

  void add(const content::IndexChanges& changes) {
    report_->add({changes, milliseconds(7), site_});
  }

  test::TempContent content_;
  std::shared_ptr<const net::Site> site_ = std::make_shared<const net::Site>(
      std::make_shared<const content::ContentRoot>(
          std::get<content::ContentRoot>(content::ContentRoot::open(content_.path()))),
      test::IndexBuilder().file("a", "a", {5, {}, 0}).build(), plan::Policy());
  test::RecordingLog log_;
  std::optional<ChangeReport> report_{std::in_place, loop_, log_, milliseconds(50)};
};

TEST_F(ChangeReportTest, WritesTheFirstChangeAtOnceAndTheNextTogether) {
  add({3, 2, 1});
  ASSERT_EQ(log_.records.size(), 1u);
  EXPECT_EQ(log_.records[0].message,
            "content changed: 3 files added, 2 removed, 1 changed; now 1 files, 5 B, below " +
                content_.path());
  EXPECT_EQ(log_.records[0].kind, "content-changed");
  EXPECT_EQ(log_.records[0].numbers,
            (std::map<std::string, std::uint64_t>{{"FILES", 1},
                                                  {"FILES_ADDED", 3},
                                                  {"FILES_REMOVED", 2},
                                                  {"FILES_CHANGED", 1},
                                                  {"DURATION_US", 7'000}}));
  add({1, 0, 0});
  add({10, 20, 30});
  EXPECT_EQ(log_.records.size(), 1u);
  ASSERT_TRUE(run_until([&] { return log_.records.size() == 2; }));
  EXPECT_EQ(log_.records[1].numbers.at("FILES_ADDED"), 11u);
  EXPECT_EQ(log_.records[1].numbers.at("FILES_CHANGED"), 30u);
  EXPECT_EQ(log_.records[1].numbers.at("DURATION_US"), 14'000u);
}

TEST_F(ChangeReportTest, WakesNobodyWhenNothingChanges) {
  EXPECT_EQ(uv_backend_timeout(&loop_), 0) << "there is nothing to wait for";
  add({});
  EXPECT_TRUE(log_.records.empty());
  EXPECT_EQ(uv_loop_alive(&loop_), 0);
  add({1, 0, 0});
  run();  // ends when the timer has run out
  EXPECT_EQ(log_.records.size(), 1u);
  add({1, 0, 0});
  EXPECT_EQ(log_.records.size(), 2u) << "the first again";
}

TEST_F(ChangeReportTest, LosesNothingAtTheEnd) {
  add({1, 0, 0});
  add({0, 1, 0});
  report_->flush();
  EXPECT_EQ(log_.records.size(), 2u);
  add({0, 0, 1});
  report_->close();
  ASSERT_EQ(log_.records.size(), 3u);
  EXPECT_EQ(log_.records[2].numbers.at("FILES_CHANGED"), 1u);
  add({1, 1, 1});
  report_->flush();
  EXPECT_EQ(log_.records.size(), 3u);
}

}  // namespace
}  // namespace ranged::daemon
