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
    std::size_t descriptors, expected;
  } cases[] = {
      {0, 1}, {3, 1}, {33, 1}, {34, 1}, {35, 1}, {36, 2}, {1024, 496}, {4096, 2032},
  };
  for (const auto& [descriptors, expected] : cases) {
    EXPECT_EQ(connections_for(descriptors), expected) << descriptors;
  }
}

}  // namespace
}  // namespace ranged::daemon
