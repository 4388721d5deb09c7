#include "daemon/indexing.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "daemon/event.hpp"
#include "ranged/base/quantity.hpp"

namespace ranged::daemon {

namespace {

/// More than these, and they are about one cause. They are logged from the loop, too.
constexpr std::size_t kMostWarnings = 100;

}  // namespace

std::variant<Indexed, int> index_content(const Content& content, content::ScanProgress& progress) {
  const auto began = std::chrono::steady_clock::now();
  auto opened = content::ContentRoot::open(content.folder);
  if (const int* error = std::get_if<int>(&opened)) return *error;
  auto& root = std::get<content::ContentRoot>(opened);
  auto scan = content::scan(root, *content.media_types, progress);
  if (!scan) return ECANCELED;
  if (scan->root_error != 0) return scan->root_error;
  auto site = std::make_shared<const net::Site>(
      std::make_shared<const content::ContentRoot>(std::move(root)), std::move(scan->index),
      content.policy);
  return Indexed{std::move(site), std::move(scan->warnings),
                 std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::steady_clock::now() - began)};
}

void report_warnings(const Indexed& indexed, base::Log& log) {
  const auto warn = [&log](const std::string& message) {
    report(log, base::LogLevel::warning, Event::content_warning, message);
  };
  const auto& warnings = indexed.warnings;
  const std::size_t count = std::min(warnings.size(), kMostWarnings);
  for (std::size_t i = 0; i < count; ++i) warn(warnings[i]);
  if (count < warnings.size()) {
    warn("and " + std::to_string(warnings.size() - count) + " more that cannot be served");
  }
  if (indexed.site->index.files() == 0) {
    warn("\"" + indexed.site->root->path() + "\" holds no file that can be served");
  }
}

std::string summary_of(const net::Site& site) {
  return std::to_string(site.index.files()) + " files, " +
         base::readable_byte_size(site.index.octets()) + ", below " + site.root->path();
}

}  // namespace ranged::daemon
