#include "content/file_system.hpp"

#include <gtest/gtest.h>
#include <linux/magic.h>

#include <cstdint>
#include <string_view>

namespace ranged::content {
namespace {

TEST(FileSystem, IsNamedIfOthersMayWriteToItUnseen) {
  const struct {
    std::uint64_t type;
    std::string_view expected;
  } cases[] = {
      {NFS_SUPER_MAGIC, "NFS"},    {CIFS_SUPER_MAGIC, "CIFS"},   {SMB_SUPER_MAGIC, "SMB"},
      {SMB2_SUPER_MAGIC, "SMB"},   {FUSE_SUPER_MAGIC, "FUSE"},   {V9FS_MAGIC, "9p"},
      {CEPH_SUPER_MAGIC, "Ceph"},  {AFS_SUPER_MAGIC, "AFS"},     {AFS_FS_MAGIC, "AFS"},
      {CODA_SUPER_MAGIC, "Coda"},  {OCFS2_SUPER_MAGIC, "OCFS2"},

      {EXT4_SUPER_MAGIC, ""},      {BTRFS_SUPER_MAGIC, ""},      {TMPFS_MAGIC, ""},
      {OVERLAYFS_SUPER_MAGIC, ""}, {XFS_SUPER_MAGIC, ""},        {0, ""},
  };
  for (const auto& [type, expected] : cases) {
    EXPECT_EQ(unwatched_file_system(type), expected) << std::hex << type;
  }
}

}  // namespace
}  // namespace ranged::content
