#include "ranged/content/scanner.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "content/file_time.hpp"
#include "content/open_beneath.hpp"
#include "content/real_path.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::content {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
using FolderStream = std::unique_ptr<DIR, CloseFolder>;

/// What a name is asked by, and what it is opened by: the same without symbolic links.
struct Name {
  std::string path;
  std::string resolved;
};

std::string join(const std::string& folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!path.empty()) path += '/';
  path += name;
  return path;
}

/// `absolute` as seen from `root`, both without symbolic links; nullopt if it lies outside.
std::optional<std::string> relative_to(const std::string& root, std::string_view absolute) {
  if (absolute == root) return std::string();
  const std::string_view above = root == "/" ? std::string_view() : std::string_view(root);
  if (!absolute.starts_with(above) || absolute[above.size()] != '/') return std::nullopt;
  return std::string(absolute.substr(above.size() + 1));
}

/// One scan. Folders that are known and not yet read wait in a list and are opened by name, one at
/// a time: the depth of the tree costs neither stack nor descriptors.
class Walk {
 public:
  Walk(const ContentRoot& root, const http::MediaTypes& types, ScanProgress& progress)
      : root_(root), types_(types), progress_(progress) {}

  std::optional<Scan> run() &&;

 private:
  static constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

  /// Where a name was found: the folder that was being read, and how many links led there.
  struct Origin {
    std::size_t parent = kNoParent;
    int linked_folders = 0;
  };

  struct Folder {
    Name name;
    Origin origin;
  };

  /// A folder that was read, so that its descendants can tell whether they are back in it.
  struct Ancestor {
    dev_t device;
    ino_t inode;
    std::size_t parent;
  };

  void read(const Folder& folder);
  void read_names(DIR* stream, const Folder& folder, Origin origin);
  void visit(Name name, Origin origin);
  void take(Name name, const struct stat& status, Origin origin);
  void skip(const std::string& path, int error);

  std::optional<struct stat> status_of(const Name& name);
  bool follow(Name& name);
  bool is_own_ancestor(const struct stat& status, std::size_t parent) const;
  bool has_enough_paths(const struct stat& status, const Folder& folder);

  const ContentRoot& root_;
  const http::MediaTypes& types_;
  ScanProgress& progress_;
  std::size_t names_ = 0;  // looked at
  bool ended_ = false;     // by whoever is told of the progress
  ContentIndex::Builder index_;
  std::vector<std::string> warnings_;
  int root_error_ = 0;
  std::vector<Folder> pending_;
  std::vector<Ancestor> ancestors_;
  std::map<std::pair<dev_t, ino_t>, std::size_t> linked_paths_;  // found by way of links
};

std::optional<Scan> Walk::run() && {
  pending_.emplace_back();
  while (!pending_.empty()) {
    const Folder folder = std::move(pending_.back());
    pending_.pop_back();
    read(folder);
    if (ended_) return std::nullopt;
  }
  return Scan{std::move(index_).build(), std::move(warnings_), root_error_};
}

void Walk::read(const Folder& folder) {
  const auto& [path, resolved] = folder.name;
  base::UniqueFd fd(open_beneath(root_.fd(), resolved, O_DIRECTORY));
  if (!fd) return skip(path, -fd.release());
  struct stat status = {};
  // A folder that may be listed but not entered is one warning, not one for each name in it.
  const bool usable =
      ::fstat(fd.get(), &status) == 0 && ::faccessat(fd.get(), ".", X_OK, AT_EACCESS) == 0;
  if (!usable) return skip(path, errno);
  if (is_own_ancestor(status, folder.origin.parent) || has_enough_paths(status, folder)) return;
  const FolderStream stream(::fdopendir(fd.get()));
  if (!stream) return skip(path, errno);
  fd.release();  // the stream's now

  ancestors_.push_back({status.st_dev, status.st_ino, folder.origin.parent});
  if (!path.empty()) {
    index_.add({EntryKind::folder, path, resolved, 0, modified_of(status), {}, status.st_dev});
  }
  read_names(stream.get(), folder, {ancestors_.size() - 1, folder.origin.linked_folders});
}

void Walk::read_names(DIR* stream, const Folder& folder, Origin origin) {
  for (;;) {
    errno = 0;
    const dirent* const entry = ::readdir(stream);
    if (!entry) {
      if (errno != 0) skip(folder.name.path, errno);
      return;
    }
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    visit({join(folder.name.path, name), join(folder.name.resolved, name)}, origin);
    ended_ = !progress_.on_name(++names_);
    if (ended_) return;
  }
}

void Walk::visit(Name name, Origin origin) {
  if (name.path.size() >= PATH_MAX) return skip(name.path, ENAMETOOLONG);
  auto status = status_of(name);
  if (status && S_ISLNK(status->st_mode)) {
    if (!follow(name)) return;
    status = status_of(name);
    if (status && S_ISDIR(status->st_mode) && ++origin.linked_folders > kMaxLinkedFolders) return;
  }
  if (status) take(std::move(name), *status, origin);
}

void Walk::take(Name name, const struct stat& status, Origin origin) {
  if (S_ISDIR(status.st_mode)) {
    pending_.push_back({std::move(name), origin});
  } else if (S_ISREG(status.st_mode)) {
    if (::faccessat(root_.fd(), name.resolved.c_str(), R_OK, AT_EACCESS) != 0) {
      return skip(name.path, errno);
    }
    index_.add({EntryKind::file, name.path, name.resolved,
                static_cast<std::uint64_t>(status.st_size), modified_of(status),
                types_.of(http::last_segment(name.path)), status.st_dev});
  }
}

/// What vanished or became something else since its name was read is not worth a word.
void Walk::skip(const std::string& path, int error) {
  if (path.empty()) root_error_ = error;
  const bool gone = lookup_failure_of(error) == LookupFailure::not_found;
  if (gone && error != ENAMETOOLONG) return;
  const auto& name = path.empty() ? root_.path() : path;
  warnings_.push_back("cannot read \"" + name + "\": " + std::generic_category().message(error));
}

std::optional<struct stat> Walk::status_of(const Name& name) {
  struct stat status = {};
  if (::fstatat(root_.fd(), name.resolved.c_str(), &status,
                AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) {
    skip(name.path, errno);
    return std::nullopt;
  }
  return status;
}

/// Makes `name.resolved` what the link leads to; false if that is outside of the root or nowhere.
/// It may begin with a dot, as may a folder on its way: the rule on names with a dot is about the
/// name that is asked for, and whoever made the link meant it to be.
bool Walk::follow(Name& name) {
  const auto real = real_path(join(root_.path(), name.resolved));
  if (!real) {
    skip(name.path, errno);
    return false;
  }
  auto inside = relative_to(root_.path(), *real);
  if (!inside || inside->empty()) return false;  // the root itself is a loop
  name.resolved = std::move(*inside);
  return true;
}

bool Walk::is_own_ancestor(const struct stat& status, std::size_t parent) const {
  for (; parent != kNoParent; parent = ancestors_[parent].parent) {
    const auto& ancestor = ancestors_[parent];
    if (ancestor.device == status.st_dev && ancestor.inode == status.st_ino) return true;
  }
  return false;
}

bool Walk::has_enough_paths(const struct stat& status, const Folder& folder) {
  if (folder.origin.linked_folders == 0) return false;
  const std::size_t paths = ++linked_paths_[{status.st_dev, status.st_ino}];
  if (paths == kMaxPathsOfAFolder + 1) {
    warnings_.push_back("more than " + std::to_string(kMaxPathsOfAFolder) +
                        " paths lead through links to \"" + folder.name.resolved +
                        "\": the others are left out");
  }
  return paths > kMaxPathsOfAFolder;
}

}  // namespace

std::optional<Scan> scan(const ContentRoot& root, const http::MediaTypes& types,
                         ScanProgress& progress) {
  return Walk(root, types, progress).run();
}

Scan scan(const ContentRoot& root) {
  struct : ScanProgress {
    bool on_name(std::size_t) override { return true; }
  } nobody;
  return *scan(root, {}, nobody);
}

}  // namespace ranged::content
