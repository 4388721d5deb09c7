#include "content/file_system.hpp"

namespace ranged::content {

namespace {

struct FileSystem {
  std::uint64_t type;
  std::string_view name;
};

/// Those of networks and clusters, and FUSE, which may be any of them.
constexpr FileSystem kUnwatched[] = {
    {0x00006969, "NFS"},    {0xff534d42, "CIFS"}, {0xfe534d42, "SMB"},    {0x0000517b, "SMB"},
    {0x65735546, "FUSE"},   {0x01021997, "9p"},   {0x00c36400, "Ceph"},   {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},    {0x73757245, "Coda"}, {0x7461636f, "OCFS2"},  {0x01161970, "GFS2"},
    {0x0bd00bd0, "Lustre"}, {0x47504653, "GPFS"}, {0x786f4256, "vboxsf"},
};

}  // namespace

std::string_view unwatched_file_system(std::uint64_t type) {
  for (const auto& file_system : kUnwatched) {
    if (file_system.type == type) return file_system.name;
  }
  return {};
}

}  // namespace ranged::content
