#include "ranged/content/scanner.hpp"

#include "content/linked_paths.hpp"
#include "content/walk.hpp"

namespace ranged::content {

std::optional<Scan> scan(const ContentRoot& root, const http::MediaTypes& types,
                         ScanProgress& progress) {
  LinkedPaths linked_paths;
  Walk walk({root, types, progress, linked_paths}, nullptr);
  walk.read_all();
  if (walk.has_ended()) return std::nullopt;
  return walk.finish();
}

Scan scan(const ContentRoot& root) {
  struct : ScanProgress {
    bool on_name(std::size_t) override { return true; }
  } nobody;
  static const http::MediaTypes built_in;
  return *scan(root, built_in, nobody);
}

}  // namespace ranged::content
