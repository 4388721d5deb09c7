#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "daemon/indexing.hpp"
#include "ranged/base/log.hpp"

namespace ranged::daemon {

/// What cannot be served, in the log: each of it once, as much of it as somebody reads, and whether
/// there is anything at all.
class ContentWarnings {
 public:
  /// More than these, and they are about one cause.
  static constexpr std::size_t kMost = 100;

  /// `log` must outlive it.
  explicit ContentWarnings(base::Log& log) : log_(log) {}

  /// What has not been said yet of what was indexed.
  void report(const Indexed& indexed);

  /// Whatever there is now is worth being said again.
  void begin_anew();

 private:
  void warn(const std::string& message);

  base::Log& log_;
  std::set<std::string> said_;
  bool is_more_said_ = false;
  bool is_empty_said_ = false;
};

}  // namespace ranged::daemon
