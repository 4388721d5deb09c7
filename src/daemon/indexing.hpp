#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "ranged/base/log.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/http/media_types.hpp"
#include "ranged/net/server.hpp"
#include "ranged/plan/policy.hpp"

namespace ranged::daemon {

/// What is to be served, as the options say it.
struct Content {
  std::string folder;
  plan::Policy policy;
  /// Outlives every index made with it: whoever runs the server keeps one.
  std::shared_ptr<const http::MediaTypes> media_types = std::make_shared<const http::MediaTypes>();
};

struct Indexed {
  std::shared_ptr<const net::Site> site;
  std::vector<std::string> warnings;
  std::chrono::milliseconds took{0};
};

/// Opens and scans the folder. Otherwise the errno that says why it cannot be served; ECANCELED if
/// `progress` ended it. May block for as long as the disk likes.
std::variant<Indexed, int> index_content(const Content& content, content::ScanProgress& progress);

/// The warnings of a scan, as many as somebody reads, and one if the index is empty.
void report_warnings(const Indexed& indexed, base::Log& log);

/// "12 files, 3.4 GiB, below /srv/media"
std::string summary_of(const net::Site& site);

}  // namespace ranged::daemon
