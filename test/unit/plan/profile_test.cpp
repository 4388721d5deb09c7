#include "ranged/plan/profile.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::plan {
namespace {

TEST(Profile, TheFirstIsWhatAPolicyIsByItself) { EXPECT_EQ(profile_of(Policy{}), &kProfiles[0]); }

TEST(Profile, EachIsFoundByNameAndKnownByWhatItSays) {
  for (const auto& profile : kProfiles) {
    EXPECT_EQ(find_profile(profile.name), &profile);
    Policy policy;
    policy.part_size = 7;
    apply(profile, policy);
    EXPECT_EQ(profile_of(policy), &profile) << profile.name;
    EXPECT_EQ(policy.part_size, 7U) << "it says nothing of that";
  }
  EXPECT_EQ(find_profile("Streaming"), nullptr);
  EXPECT_EQ(find_profile(""), nullptr);
}

TEST(Profile, AFlagMoreAndItIsNone) {
  Policy policy;
  policy.whole_for_agents = {"curl/"};
  EXPECT_EQ(profile_of(policy), nullptr);
  policy = {};
  policy.cap = Cap::off;
  EXPECT_EQ(profile_of(policy), nullptr);
  EXPECT_EQ(explain(policy), "delivery as told: --cap off --no-range part --cap-types '*/*'");
}

TEST(Explain, OfTheDefaultSaysWhomItDoesNotSuitAndWhichFlagHelps) {
  const std::string line = explain(Policy{});
  for (const std::string_view word :
       {"--profile streaming", "curl", "Varnish", "--profile player"}) {
    EXPECT_NE(line.find(word), std::string::npos) << line;
  }
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(FlagsOf, AreThoseThatMakeThePolicy) {
  Policy policy;
  policy.cap_types = {"video/*", "audio/*"};
  policy.whole_for_agents = {"Lavf/"};
  EXPECT_EQ(flags_of(policy),
            "--cap all --no-range part --cap-types 'video/*' --cap-types 'audio/*' "
            "--whole-for-agent 'Lavf/'");
}

}  // namespace
}  // namespace ranged::plan
