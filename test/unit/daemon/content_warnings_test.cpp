#include "daemon/content_warnings.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/index_builder.hpp"
#include "support/recording_log.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

class ContentWarningsTest : public testing::Test {
 protected:
  /// What is said of a site with so many files and these warnings.
  std::vector<std::string> said_of(std::vector<std::string> warnings, int files = 1) {
    test::IndexBuilder index;
    for (int i = 0; i < files; ++i) index.file(std::to_string(i));
    log_.records.clear();
    warnings_.report({std::make_shared<const net::Site>(root_, index.build(), plan::Policy()),
                      std::move(warnings),
                      {},
                      {}});
    std::vector<std::string> said;
    for (const auto& record : log_.records) {
      EXPECT_EQ(record.level, base::LogLevel::warning);
      EXPECT_EQ(record.kind, "content-warning");
      said.push_back(record.message);
    }
    return said;
  }

  test::TempContent content_;
  std::shared_ptr<const content::ContentRoot> root_ = std::make_shared<const content::ContentRoot>(
      std::get<content::ContentRoot>(content::ContentRoot::open(content_.path())));
  test::RecordingLog log_;
  ContentWarnings warnings_{log_};
};

std::vector<std::string> some(std::size_t count) {
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < count; ++i) warnings.push_back(std::to_string(i));
  return warnings;
}

TEST_F(ContentWarningsTest, AreSaidOnceEach) {
  EXPECT_THAT(said_of({"a", "b"}), ElementsAre("a", "b"));
  EXPECT_THAT(said_of({"a", "c", "b"}), ElementsAre("c"));
  EXPECT_THAT(said_of({}), IsEmpty());
  EXPECT_THAT(said_of({"a"}), IsEmpty());
  warnings_.begin_anew();
  EXPECT_THAT(said_of({"a"}), ElementsAre("a"));
}

TEST_F(ContentWarningsTest, AreOnlySoManyAndHowManyMoreThereAre) {
  EXPECT_EQ(said_of(some(ContentWarnings::kMost)).size(), ContentWarnings::kMost);
  EXPECT_THAT(said_of(some(ContentWarnings::kMost + 3)),
              ElementsAre("and 3 more that cannot be served"));
  EXPECT_THAT(said_of(some(ContentWarnings::kMost + 4)), IsEmpty());
  warnings_.begin_anew();
  EXPECT_EQ(said_of(some(ContentWarnings::kMost + 3)).size(), ContentWarnings::kMost + 1);
}

TEST_F(ContentWarningsTest, ThatThereIsNothingToServeIsSaidWhenItComesToThat) {
  const auto nothing = ElementsAre(EndsWith("holds no file that can be served"));
  EXPECT_THAT(said_of({}, 0), nothing);
  EXPECT_THAT(said_of({}, 0), IsEmpty());
  EXPECT_THAT(said_of({}, 1), IsEmpty());
  EXPECT_THAT(said_of({}, 0), nothing);
}

}  // namespace
}  // namespace ranged::daemon
