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
      {0, 0, 1},     {3, 0, 1},      {65, 0, 1},       {67, 0, 1},
      {68, 0, 2},    {1024, 0, 480}, {1024, 128, 416}, {4096, 256, 1888},
      {100, 256, 1}, {322, 256, 1},  {324, 256, 2},
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
