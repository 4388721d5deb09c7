#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/folder_id.hpp"
#include "content/index_draft.hpp"
#include "content/path.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/content/folder_names.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/http/media_types.hpp"

// Reads the names of one folder after the other, beneath a root. Which ones is somebody else's
// matter.

namespace ranged::content {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

/// A folder that can be read, and how it was when it was opened.
struct OpenFolder {
  std::unique_ptr<DIR, CloseFolder> stream;
  FolderId id;
  FileTime modified{0};

  int fd() const { return ::dirfd(stream.get()); }
};

struct FolderReading {
  FolderNames::Pointer names;
  std::vector<FolderId> folders;   ///< those of the names, in their order
  std::vector<std::string> links;  ///< names of symbolic links, wherever they lead, or do not
};

class FolderReader {
 public:
  /// All must outlive the reader, and `types` whatever is read.
  FolderReader(const ContentRoot& root, const http::MediaTypes& types, ScanProgress& progress)
      : root_(root), types_(types), progress_(progress) {}

  /// nullopt, with a warning if that is worth one, if it cannot be read.
  std::optional<OpenFolder> open(const FolderPlace& place);

  /// What is in it. Worthless if has_ended().
  FolderReading read(OpenFolder folder, const FolderPlace& place);

  /// The progress has said so.
  bool has_ended() const { return ended_; }

  void warn(std::string warning) { warnings_.push_back(std::move(warning)); }
  std::vector<std::string>& warnings() { return warnings_; }

  /// As Scan::error.
  int error() const { return error_; }

 private:
  /// One name of the folder that is being read.
  struct Name {
    std::string_view name;  ///< ends in a null
    const FolderPlace& place;
    std::string link = {};  ///< what it leads to

    std::string path() const { return join(place.path, name); }
  };
  struct Found;

  void visit(int folder, Name name, Found& found);
  void take(int folder, const Name& name, const struct stat& status, Found& found);
  std::optional<struct stat> status_of(int folder, const char* opened_by, const Name& name);
  bool follow(Name& name);
  void skip(const std::string& path, int error);

  const ContentRoot& root_;
  const http::MediaTypes& types_;
  ScanProgress& progress_;
  std::size_t names_ = 0;  // looked at
  bool ended_ = false;     // by whoever is told of the progress
  std::vector<std::string> warnings_;
  int error_ = 0;
};

}  // namespace ranged::content
