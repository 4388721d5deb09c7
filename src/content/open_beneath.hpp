#pragma once

#include <string>
#include <string_view>

// Opening by name without leaving a folder, whoever exchanges what meanwhile: no symbolic link is
// followed anywhere in the path, and nothing in it leads up.

namespace ranged::content {

/// Opens `path` for reading, beneath the folder open at `folder`; an empty path is the folder
/// itself. `more_flags` is 0 or O_DIRECTORY. Returns a descriptor, or a negated errno. Does not
/// wait for the other end of a FIFO, nor gain a controlling terminal.
[[nodiscard]] int open_beneath(int folder, const std::string& path, int more_flags);

/// The same, a component at a time: for kernels before 5.6, and sandboxes that deny openat2(2).
[[nodiscard]] int walk_beneath(int folder, std::string_view path, int more_flags);

}  // namespace ranged::content
