#include "daemon/watch_trouble.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <variant>

#include "support/index_builder.hpp"
#include "support/temp_content.hpp"

namespace ranged::daemon {
namespace {

using content::WatchTrouble;
using std::chrono::milliseconds;

TEST(WatchTrouble, IsToldWithWhatToDo) {
  const test::TempContent content;
  const net::Site site(std::make_shared<const content::ContentRoot>(std::get<content::ContentRoot>(
                           content::ContentRoot::open(content.path()))),
                       test::IndexBuilder().file("a/x").file("b/c/y").build(), plan::Policy());
  const RescanIntervals usual, never{milliseconds(0), milliseconds(0)},
      always{milliseconds(600'000), milliseconds(600'000)};
  const struct {
    WatchTrouble trouble;
    RescanIntervals intervals;
    std::string expected;
  } cases[] = {
      {{}, usual, ""},
      {{}, never, ""},
      {{ENOSPC, 65'536, {}, {}},
       usual,
       "changes in the content folder are not noticed: there are not enough watches for 4 folders; "
       "allow more with sysctl fs.inotify.max_user_watches=131072, then reload; until then, the "
       "whole folder is read again every 1m (--rescan)"},
      {{ENOSPC, 0, {}, {}},
       usual,
       "changes in the content folder are not noticed: there are not enough watches for 4 folders; "
       "raise sysctl fs.inotify.max_user_watches by 8, then reload; until then, the whole folder "
       "is read again every 1m (--rescan)"},
      {{EMFILE, 1024, {}, {}},
       always,
       "changes in the content folder are not noticed: there is no inotify instance left for this "
       "user; allow more with sysctl fs.inotify.max_user_instances=2048, or more descriptors, then "
       "reload; until then, the whole folder is read again every 10m (--rescan)"},
      {{ENOMEM, 0, "NFS", "a"},
       never,
       "changes in the content folder are not noticed: Cannot allocate memory; to try again, "
       "reload; until then, a reload (SIGHUP) shows them; --rescan DURATION does so, too"},
      {{0, 0, "NFS", ""},
       usual,
       "changes that others make are not noticed: \"" + content.path() +
           "\" is on NFS, which does not tell of them; the whole folder is read again every 1m "
           "(--rescan)"},
      {{0, 0, "FUSE", "b/c"},
       never,
       "changes that others make are not noticed: \"" + content.path() +
           "/b/c\" is on FUSE, which does not tell of them; a reload (SIGHUP) shows them; --rescan "
           "DURATION does so, too"},
  };
  for (const auto& [trouble, intervals, expected] : cases) {
    EXPECT_EQ(text_of(trouble, site, intervals), expected);
  }
}

}  // namespace
}  // namespace ranged::daemon
