#include "net/documents.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/index_builder.hpp"
#include "support/loop_test.hpp"
#include "support/temp_content.hpp"

namespace ranged::net {
namespace {

using content::LookupFailure;
using plan::Wish;
using Form = plan::Wish::Form;

class Asker final : public Documents::Waiter {
 public:
  void on_document(const Documents::Result& told) override { result = told; }

  std::string octets() const {
    const auto* document = result ? std::get_if<Documents::Document>(&*result) : nullptr;
    return document ? (*document)->octets : "none";
  }
  bool failed_with(LookupFailure failure) const {
    return result && std::holds_alternative<LookupFailure>(*result) &&
           std::get<LookupFailure>(*result) == failure;
  }

  std::optional<Documents::Result> result;
};

class DocumentsTest : public test::LoopTest {
 protected:
  ~DocumentsTest() override { documents_.close(); }

  /// What is served once a file of this name, and no other, is in the folder.
  std::shared_ptr<const Site> site_with(std::string_view name) const {
    plan::Policy policy;
    policy.listing = true;
    return std::make_shared<const Site>(
        std::make_shared<const content::ContentRoot>(
            std::get<content::ContentRoot>(content::ContentRoot::open(content_.path()))),
        test::IndexBuilder().file(name).build(), policy);
  }

  std::string get(const std::shared_ptr<const Site>& site, const Wish& wish) {
    Asker asker;
    EXPECT_EQ(documents_.wait_for(site, wish, asker), 0);
    EXPECT_TRUE(run_until([&] { return asker.result.has_value(); }));
    return asker.octets();
  }

  test::TempContent content_;
  Documents documents_{loop_, {}};
  const std::shared_ptr<const Site> site_ = site_with("film.mp4");
};

const Wish kPage{Form::page, "", "", ""};
const Wish kJson{Form::json, "", "", ""};

TEST_F(DocumentsTest, OneMakingServesEveryoneWhoWaits) {
  std::vector<Asker> askers(50);
  for (auto& asker : askers) ASSERT_EQ(documents_.wait_for(site_, kPage, asker), 0);
  EXPECT_TRUE(run_until([&] { return askers.back().result.has_value(); }));
  for (const auto& asker : askers) EXPECT_EQ(asker.octets(), askers[0].octets());
  EXPECT_NE(askers[0].octets().find("film.mp4?play"), std::string::npos);
  EXPECT_EQ(documents_.makings(), 1u);
}

TEST_F(DocumentsTest, WhatWasMadeIsKeptUntilTheIndexIsAnother) {
  EXPECT_FALSE(documents_.find(kPage));
  get(site_, kPage);
  EXPECT_TRUE(documents_.find(kPage));
  EXPECT_TRUE(documents_.find({Form::page, "", "?sort=name", ""})) << "it is the same";
  EXPECT_FALSE(documents_.find(kJson));
  documents_.forget();
  EXPECT_FALSE(documents_.find(kPage));
  EXPECT_EQ(documents_.octets(), 0u);
  EXPECT_NE(get(site_with("other.mp4"), kPage).find("other.mp4"), std::string::npos);
}

TEST_F(DocumentsTest, WhoWaitsWhileTheIndexIsExchangedGetsTheOldAndNobodyAfterHim) {
  Asker first, second, third;
  ASSERT_EQ(documents_.wait_for(site_, kJson, first), 0);
  ASSERT_EQ(documents_.wait_for(site_, kPage, second), 0);
  documents_.forget();
  const auto site = site_with("other.mp4");
  ASSERT_EQ(documents_.wait_for(site, kPage, third), 0);
  EXPECT_TRUE(run_until([&] { return third.result.has_value(); }));
  EXPECT_NE(first.octets().find("film.mp4"), std::string::npos);
  EXPECT_NE(second.octets().find("film.mp4"), std::string::npos);
  EXPECT_NE(third.octets().find("other.mp4"), std::string::npos);
  EXPECT_FALSE(documents_.find(kJson));
  EXPECT_TRUE(documents_.find(kPage));
}

TEST_F(DocumentsTest, WhoWaitsMayGoAndWhatNobodyWaitsForIsNotMade) {
  Asker stays;
  {
    Asker goes_while_it_is_made, goes_before;
    ASSERT_EQ(documents_.wait_for(site_, kPage, goes_while_it_is_made), 0);
    ASSERT_EQ(documents_.wait_for(site_, kJson, goes_before), 0);
    ASSERT_EQ(documents_.wait_for(site_, {Form::playlist, "", "", ""}, stays), 0);
  }
  EXPECT_TRUE(run_until([&] { return stays.result.has_value(); }));
  EXPECT_EQ(documents_.makings(), 2u);
  EXPECT_TRUE(documents_.find(kPage));
  EXPECT_FALSE(documents_.find(kJson));
}

TEST_F(DocumentsTest, WhatIsNotThereIsNotFound) {
  Asker asker;
  ASSERT_EQ(documents_.wait_for(site_, {Form::asset, "nothing.css", "", ""}, asker), 0);
  EXPECT_TRUE(run_until([&] { return asker.result.has_value(); }));
  EXPECT_TRUE(asker.failed_with(LookupFailure::not_found));
}

TEST_F(DocumentsTest, OnlySoManyOctetsAreKept) {
  const std::size_t page = get(site_, kPage).size();
  Documents few(loop_, {.kept = page + page / 2, .used = 100 * page});
  const auto keep = [&](const Wish& wish) {
    Asker asker;
    EXPECT_EQ(few.wait_for(site_, wish, asker), 0);
    EXPECT_TRUE(run_until([&] { return asker.result.has_value(); }));
  };
  const Wish by_size{Form::page, "", "?sort=size", ""};
  keep(kPage);
  EXPECT_TRUE(few.find(kPage));
  keep(by_size);
  EXPECT_FALSE(few.find(kPage)) << "least recently used";
  EXPECT_TRUE(few.find(by_size));
  EXPECT_LT(few.octets(), 2 * page);
}

TEST_F(DocumentsTest, NoneIsMadeWhileTooManyOctetsAreInUse) {
  Documents tight(loop_, {.kept = 0, .used = 100});
  Asker holds, waits, comes_late;
  ASSERT_EQ(tight.wait_for(site_, kPage, holds), 0);
  ASSERT_EQ(tight.wait_for(site_, kJson, waits), 0);
  EXPECT_TRUE(run_until([&] { return waits.result.has_value(); }));
  EXPECT_TRUE(run_until([&] { return holds.result.has_value(); }));
  EXPECT_NE(holds.octets(), "none");
  EXPECT_TRUE(waits.failed_with(LookupFailure::unavailable));
  EXPECT_GT(tight.octets(), 100u);
  EXPECT_NE(tight.wait_for(site_, kJson, comes_late), 0);

  holds.result.reset();
  EXPECT_EQ(tight.octets(), 0u);
  EXPECT_EQ(tight.wait_for(site_, kJson, comes_late), 0);
  EXPECT_TRUE(run_until([&] { return comes_late.result.has_value(); }));
  EXPECT_NE(comes_late.octets(), "none");
}

TEST_F(DocumentsTest, WhatIsBeingMadeWhenItIsClosedEndsAlone) {
  {
    Documents closed(loop_, {});
    Asker asker, other;
    ASSERT_EQ(closed.wait_for(site_, kPage, asker), 0);
    ASSERT_EQ(closed.wait_for(site_, kJson, other), 0);
    asker.unlink();
    other.unlink();
  }
  run();
}

}  // namespace
}  // namespace ranged::net
