#include "daemon/descriptor_limit.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <string>

#include "support/child.hpp"

namespace ranged::daemon {
namespace {

TEST(DescriptorLimit, TheSoftLimitIsRaisedToTheHardOne) {
  const struct {
    rlim_t soft, hard;
    std::string_view expected;
  } cases[] = {
      {100, 300, "300 300"},
      {300, 300, "300 300"},
      {0, 64, "64 64"},
  };
  for (const auto& [soft, hard, expected] : cases) {
    EXPECT_EQ(test::in_child([soft = soft, hard = hard] {
                const rlimit limit{soft, hard};
                if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return std::string("cannot set");
                const std::size_t granted = raise_descriptor_limit();
                rlimit now{};
                ::getrlimit(RLIMIT_NOFILE, &now);
                return std::to_string(granted) + ' ' + std::to_string(now.rlim_cur);
              }),
              expected)
        << soft << " of " << hard;
  }
}

TEST(DescriptorLimit, EveryConnectionMayHoldASocketAndAFile) {
  const struct {
    std::size_t descriptors, open_files, expected;
  } cases[] = {
      {0, 0, 1},     {3, 0, 1},      {33, 0, 1},       {35, 0, 1},
      {36, 0, 2},    {1024, 0, 496}, {1024, 128, 432}, {4096, 256, 1904},
      {100, 256, 1}, {290, 256, 1},  {292, 256, 2},
  };
  for (const auto& [descriptors, open_files, expected] : cases) {
    EXPECT_EQ(connections_for(descriptors, open_files), expected)
        << descriptors << " with " << open_files << " open";
  }
}

TEST(DescriptorLimit, FilesThatAreKeptOpenLeaveSevenEighthsToOthers) {
  EXPECT_EQ(open_files_for(20'000, 256), 256U);
  EXPECT_EQ(open_files_for(1024, 256), 128U);
  EXPECT_EQ(open_files_for(1024, 0), 0U);
  EXPECT_EQ(open_files_for(7, 256), 0U);
}

}  // namespace
}  // namespace ranged::daemon
