#pragma once

#include "ranged/content/content_root.hpp"

// What has become of an open file. Asks what the kernel already knows (AT_STATX_DONT_SYNC): quick,
// and it does not wait for a network file system.

namespace ranged::file {

/// Whether octets read from it belong to the validators that were promised: it still has the length
/// and modification time it was opened with, and if its status changed, that is explained by its
/// links or rights. Otherwise somebody may have rewritten it and put the time back.
bool is_as_opened(const content::OpenFile& file);

/// Whether, besides, nothing has been done to it: no name of it removed, moved or replaced, no
/// right changed.
bool is_current(const content::OpenFile& file);

}  // namespace ranged::file
