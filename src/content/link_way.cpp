#include "content/link_way.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <optional>

#include "content/path.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::content {

namespace {

/// As many as the kernel follows (path_resolution(7)).
constexpr int kMostLinks = 40;

/// The first segment of `path`, which is cut off with the slash behind it.
std::string take_segment(std::string& path) {
  const auto end = std::min(path.find('/'), path.size());
  std::string segment = path.substr(0, end);
  path.erase(0, end + 1);
  return segment;
}

/// What the link `path` says; nullopt, and errno is EINVAL, if it is none.
std::optional<std::string> read_link(const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  if (size < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

class Way {
 public:
  explicit Way(const std::string& root) : root_(root) {}

  /// From the absolute folder `at`, without links, on.
  void follow(std::string at, std::string rest) {
    int links = 0;
    while (!rest.empty()) {
      const std::string segment = take_segment(rest);
      if (segment.empty() || segment == ".") continue;
      if (segment == "..") {
        pass(at, false);
        at = http::parent_of(at);
        continue;
      }
      const std::string next = std::string(at).append(1, '/').append(segment);
      if (const auto target = read_link(next)) {
        pass(at, true);
        if (++links > kMostLinks) return;
        if (target->starts_with('/')) at.clear();
        rest.insert(0, 1, '/').insert(0, *target);
        continue;
      }
      const int error = errno;
      const bool is_there = error == EINVAL;  // and no link
      pass(at, !is_there || rest.find_first_not_of('/') == std::string::npos);
      if (error == ENOTDIR) pass(std::string(http::parent_of(at)), true);
      if (!is_there) return;
      at = next;
    }
  }

  std::vector<WayPoint> take() { return std::move(points_); }

 private:
  void pass(const std::string& at, bool names_matter) {
    auto folder = relative_to(root_, at.empty() ? "/" : at);
    if (!folder) return;
    const auto known =
        std::find_if(points_.begin(), points_.end(),
                     [&folder](const WayPoint& point) { return point.folder == *folder; });
    if (known == points_.end()) {
      points_.push_back({std::move(*folder), names_matter});
    } else {
      known->names_matter = known->names_matter || names_matter;
    }
  }

  const std::string& root_;
  std::vector<WayPoint> points_;
};

}  // namespace

std::vector<WayPoint> way_of(const std::string& root, const std::string& resolved,
                             std::string_view name) {
  Way way(root);
  const std::string top = root == "/" ? std::string() : root;
  way.follow(resolved.empty() ? top : top + '/' + resolved, std::string(name));
  return way.take();
}

}  // namespace ranged::content
