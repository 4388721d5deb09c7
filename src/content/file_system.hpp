#pragma once

#include <cstdint>
#include <string_view>

namespace ranged::content {

/// The name of a kind of file system, by its number (statfs(2), f_type), that others may write to
/// without inotify telling of it; empty if all goes through this kernel.
std::string_view unwatched_file_system(std::uint64_t type);

}  // namespace ranged::content
