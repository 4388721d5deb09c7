#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ranged/content/content_index.hpp"
#include "ranged/http/media_type.hpp"

// An index made of paths rather than of a folder.

namespace ranged::test {

/// Paths come in any order; one that is added twice keeps the first. Folders on the way to a path
/// are there without being added. The media type follows from the path.
class IndexBuilder {
 public:
  struct State {
    std::uint64_t length = 0;
    content::FileTime modified{0};
    std::uint64_t device = 0;
  };

  IndexBuilder& file(std::string_view path) { return file(path, path); }
  IndexBuilder& file(std::string_view path, std::string_view resolved) {
    return file(path, resolved, State());
  }
  IndexBuilder& file(std::string_view path, std::string_view resolved, const State& state) {
    add(content::EntryKind::file, path, resolved, state);
    return *this;
  }
  IndexBuilder& folder(std::string_view path) { return folder(path, path); }
  IndexBuilder& folder(std::string_view path, std::string_view resolved) {
    return folder(path, resolved, State());
  }
  IndexBuilder& folder(std::string_view path, std::string_view resolved, const State& state) {
    add(content::EntryKind::folder, path, resolved, state);
    return *this;
  }

  content::ContentIndex build() const { return content::ContentIndex(build(root_)); }

 private:
  struct Node {
    content::EntryKind kind = content::EntryKind::folder;
    bool is_added = false;
    std::string path, resolved;
    State state;
    std::map<std::string, Node, std::less<>> below;
  };

  static std::string join(std::string_view folder, std::string_view name) {
    return folder.empty() ? std::string(name) : std::string(folder).append("/").append(name);
  }

  void add(content::EntryKind kind, std::string_view path, std::string_view resolved,
           const State& state) {
    Node* node = &root_;
    for (std::string_view rest = path; !rest.empty();) {
      const auto end = std::min(rest.find('/'), rest.size());
      const auto name = rest.substr(0, end);
      const Node& parent = *node;
      node = &node->below.try_emplace(std::string(name)).first->second;
      if (node->path.empty()) {
        node->path = join(parent.path, name);
        node->resolved = join(parent.resolved, name);
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (std::exchange(node->is_added, true)) return;
    node->kind = kind;
    node->resolved = resolved;
    node->state = state;
  }

  static content::Folder::Pointer build(const Node& node) {
    content::FolderNames::Builder names;
    std::vector<content::Folder::Pointer> folders;
    for (const auto& [name, below] : node.below) {
      const bool is_link = below.resolved != join(node.resolved, name);
      names.add({below.kind, name, is_link ? std::string_view(below.resolved) : std::string_view(),
                 below.state.length, below.state.modified, below.state.device,
                 http::media_type_of(name)});
      if (below.kind == content::EntryKind::folder) folders.push_back(build(below));
    }
    content::Folder::Source source;
    source.modified = node.state.modified;
    source.device = node.state.device;
    return std::make_shared<const content::Folder>(std::move(names).build(), std::move(folders),
                                                   source);
  }

  Node root_;
};

}  // namespace ranged::test
