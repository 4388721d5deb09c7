#pragma once

#include <string>
#include <string_view>

#include "ranged/content/content_index.hpp"

namespace ranged::test {

/// A line for each name of an index, with all that is known of it, in the order of the paths; but
/// for the time of a folder, which a hidden name in it changes as well.
inline std::string text_of(const content::ContentIndex& index, std::string_view folder = {}) {
  std::string text;
  const auto entry = index.find(folder);
  for (std::size_t i = 0; i < entry->folder->size(); ++i) {
    std::string path(folder);
    if (!path.empty()) path += '/';
    path += entry->folder->at(i).name;
    const auto found = index.find(path);
    const bool is_folder = found->kind == content::EntryKind::folder;
    text += path + (is_folder ? "/" : "") + " as " + found->resolved + " on " +
            std::to_string(found->device);
    if (is_folder) {
      text += '\n' + text_of(index, path);
    } else {
      text += ", " + std::to_string(found->length) + " octets of " +
              std::to_string(found->modified.count()) + '\n';
    }
  }
  return text;
}

}  // namespace ranged::test
