#include "daemon/indexing.hpp"

#include <cerrno>
#include <utility>

#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

class Stopwatch {
 public:
  std::chrono::milliseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  const Clock::time_point began_ = Clock::now();
};

}  // namespace

std::variant<Indexed, int> index_content(const Content& content, content::Follower& follower,
                                         content::ScanProgress& progress, bool retries) {
  const Stopwatch stopwatch;
  auto opened = content::ContentRoot::open(content.folder);
  if (const int* error = std::get_if<int>(&opened)) return *error;
  auto root = std::make_shared<const content::ContentRoot>(
      std::get<content::ContentRoot>(std::move(opened)));
  auto scan = follower.scan(*root, progress, retries);
  if (!scan) return ECANCELED;
  if (scan->error != 0) return scan->error;
  auto site =
      std::make_shared<const net::Site>(std::move(root), std::move(scan->index), content.policy);
  return Indexed{std::move(site), std::move(scan->warnings), stopwatch.elapsed(), std::nullopt};
}

std::optional<Indexed> index_again(const Content& content, std::shared_ptr<const net::Site> site,
                                   content::Follower& follower, const content::FolderEvents& events,
                                   content::ScanProgress& progress) {
  const Stopwatch stopwatch;
  auto scan = follower.scan_again(*site->root, events, progress);
  if (!scan) return std::nullopt;
  if (scan->index.root() != site->index.root()) {
    site = std::make_shared<const net::Site>(site->root, std::move(scan->index), content.policy);
  }
  return Indexed{std::move(site), std::move(scan->warnings), stopwatch.elapsed(),
                 std::move(scan->folders_read)};
}

std::string summary_of(const net::Site& site) {
  return std::to_string(site.index.files()) + " files, " +
         base::readable_byte_size(site.index.octets()) + ", below " + site.root->path();
}

}  // namespace ranged::daemon
