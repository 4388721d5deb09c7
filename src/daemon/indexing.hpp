#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/follower.hpp"
#include "ranged/net/server.hpp"
#include "ranged/plan/policy.hpp"

namespace ranged::daemon {

/// What is to be served, as the options say it.
struct Content {
  std::string folder;
  plan::Policy policy;
};

struct Indexed {
  std::shared_ptr<const net::Site> site;
  std::vector<std::string> warnings;
  std::chrono::milliseconds took{0};
  /// The folders that were read, resolved; nullopt: all of them.
  std::optional<std::vector<std::string>> folders_read;
};

/// Opens and scans the folder; `retries` is for Follower::scan(). Otherwise the errno that says why
/// it cannot be served; ECANCELED if `progress` ended it. May block for as long as the disk likes.
std::variant<Indexed, int> index_content(const Content& content, content::Follower& follower,
                                         content::ScanProgress& progress, bool retries = false);

/// Scans what may have changed in `site`, which is what `follower` has scanned last, after
/// `events`: a new site, or the same if it is nothing that is served. nullopt if that takes
/// index_content(), or if `progress` ended it.
std::optional<Indexed> index_again(const Content& content, std::shared_ptr<const net::Site> site,
                                   content::Follower& follower, const content::FolderEvents& events,
                                   content::ScanProgress& progress);

/// "12 files, 3.4 GiB, below /srv/media"
std::string summary_of(const net::Site& site);

}  // namespace ranged::daemon
