#pragma once

#include "ranged/content/content_root.hpp"

namespace ranged::file {

/// Whether the file behind the descriptor still has the length and modification time it was opened
/// with: only then do octets read from it belong to the validators that were promised. Asks what
/// the kernel already knows (AT_STATX_DONT_SYNC), so it does not wait for a network file system.
bool is_as_opened(const content::OpenFile& file);

}  // namespace ranged::file
