#include "daemon/watch_trouble.hpp"

#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

/// Enough for some other programs, too.
constexpr std::size_t kMoreInstances = 128;

/// How `setting` is to be raised by `more`: somebody else of the same user may have all that is
/// granted.
std::string raised(const std::string& setting, std::size_t granted, std::size_t more) {
  if (granted == 0) return "raise sysctl " + setting + " by " + std::to_string(std::bit_ceil(more));
  return "allow more with sysctl " + setting + "=" + std::to_string(std::bit_ceil(granted + more));
}

std::string remedy_of(const content::WatchTrouble& trouble, std::size_t folders) {
  switch (trouble.error) {
    case ENOSPC:  // twice as many as there are folders, for they come and go
      return "there are not enough watches for " + std::to_string(folders + 1) + " folders; " +
             raised("fs.inotify.max_user_watches", trouble.granted, 2 * (folders + 1)) +
             ", then reload";
    case EMFILE:
      return "there is no inotify instance left for this user; " +
             raised("fs.inotify.max_user_instances", trouble.granted, kMoreInstances) +
             ", or more descriptors, then reload";
    default:
      return std::string(std::strerror(trouble.error)) + "; to try again, reload";
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
           remedy_of(trouble, site.index.folders()) + "; until then, " + until_then(intervals);
  }
  if (trouble.file_system.empty()) return {};
  std::string folder = site.root->path();
  if (!trouble.folder.empty()) folder.append("/").append(trouble.folder);
  return "changes that others make are not noticed: \"" + folder + "\" is on " +
         trouble.file_system + ", which does not tell of them; " + until_then(intervals);
}

}  // namespace ranged::daemon
