#include "daemon/content_warnings.hpp"

#include <utility>

#include "daemon/event.hpp"

namespace ranged::daemon {

void ContentWarnings::report(const Indexed& indexed) {
  std::size_t more = 0;
  for (const auto& warning : indexed.warnings) {
    if (said_.contains(warning)) continue;
    if (said_.size() == kMost) {
      ++more;
    } else {
      said_.insert(warning);
      warn(warning);
    }
  }
  if (more > 0 && !std::exchange(is_more_said_, true)) {
    warn("and " + std::to_string(more) + " more that cannot be served");
  }
  const bool is_empty = indexed.site->index.files() == 0;
  if (is_empty && !is_empty_said_) {
    warn("\"" + indexed.site->root->path() + "\" holds no file that can be served");
  }
  is_empty_said_ = is_empty;
}

void ContentWarnings::begin_anew() {
  said_.clear();
  is_more_said_ = false;
  is_empty_said_ = false;
}

void ContentWarnings::warn(const std::string& message) {
  daemon::report(log_, base::LogLevel::warning, Event::content_warning, message);
}

}  // namespace ranged::daemon
