#include "daemon/watch_trouble.hpp"

#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

/// Twice as many as there are folders, for they come and go, and a power of two.
std::size_t watches_for(std::size_t folders) { return std::bit_ceil(2 * (folders + 1)); }

std::string remedy_of(int error, std::size_t folders) {
  switch (error) {
    case ENOSPC:
      return "there are not enough watches for " + std::to_string(folders + 1) +
             " folders; allow more with sysctl fs.inotify.max_user_watches=" +
             std::to_string(watches_for(folders)) + ", then reload";
    case EMFILE:
      return "there is no inotify instance left for this user; allow more with sysctl "
             "fs.inotify.max_user_instances=1024, or more descriptors, then reload";
    default:
      return std::string(std::strerror(error)) + "; to try again, reload";
  }
}

std::string until_then(const RescanIntervals& intervals) {
  const auto interval = intervals.always.count() > 0 ? intervals.always : intervals.in_trouble;
  if (interval.count() == 0) return "a reload (SIGHUP) shows them; --rescan DURATION does so, too";
  return "the whole folder is read again every " + base::format_duration(interval) + " (--rescan)";
}

}  // namespace

std::string text_of(const content::WatchTrouble& trouble, const net::Site& site,
                    const RescanIntervals& intervals) {
  if (trouble.error != 0) {
    return "changes in the content folder are not noticed: " +
           remedy_of(trouble.error, site.index.folders()) + "; until then, " +
           until_then(intervals);
  }
  if (trouble.file_system.empty()) return {};
  std::string folder = site.root->path();
  if (!trouble.folder.empty()) folder.append("/").append(trouble.folder);
  return "changes that others make are not noticed: \"" + folder + "\" is on " +
         trouble.file_system + ", which does not tell of them; " + until_then(intervals);
}

}  // namespace ranged::daemon
