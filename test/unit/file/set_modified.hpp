#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdint>
#include <string>

namespace ranged::file {

/// Gives a file a modification time long past, so that the next change of it cannot have the same
/// and nobody has to wait for the clock.
inline void set_modified(const std::string& path, std::int64_t seconds = 1'000'000'000,
                         std::int64_t nanoseconds = 5) {
  const timespec times[] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0) << path;
}

}  // namespace ranged::file
