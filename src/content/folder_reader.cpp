#include "content/folder_reader.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string_view>
#include <system_error>
#include <utility>

#include "content/file_time.hpp"
#include "content/open_beneath.hpp"
#include "content/path.hpp"
#include "content/real_path.hpp"

namespace ranged::content {

namespace {

/// It says nothing of what was to be read: what was known of that is better than to leave it out.
bool is_want_of_means(int error) { return error == EMFILE || error == ENFILE || error == ENOMEM; }

}  // namespace

/// What has been found in a folder so far.
struct FolderReader::Found {
  FolderNames::Builder names;
  std::vector<FolderId> folders;  // as they were added
  std::vector<std::string> links;
};

std::optional<OpenFolder> FolderReader::open(const FolderPlace& place) {
  base::UniqueFd fd(open_beneath(root_.fd(), place.resolved, O_DIRECTORY));
  if (!fd) {
    skip(place.path, -fd.release());
    return std::nullopt;
  }
  struct stat status = {};
  // A folder that may be listed but not entered is one warning, not one for each name in it.
  const bool usable =
      ::fstat(fd.get(), &status) == 0 && ::faccessat(fd.get(), ".", X_OK, AT_EACCESS) == 0;
  OpenFolder folder;
  if (usable) folder.stream.reset(::fdopendir(fd.get()));
  if (!folder.stream) {
    skip(place.path, errno);
    return std::nullopt;
  }
  fd.release();  // the stream's now
  folder.id = {status.st_dev, status.st_ino};
  folder.modified = modified_of(status);
  return folder;
}

FolderReading FolderReader::read(OpenFolder folder, const FolderPlace& place) {
  DIR* const stream = folder.stream.get();
  Found found;
  while (!ended_) {
    errno = 0;
    const dirent* const entry = ::readdir(stream);
    if (!entry) {
      if (errno != 0) skip(place.path, errno);
      break;
    }
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    visit(folder.fd(), {name, place}, found);
    ended_ = !progress_.on_name(++names_);
  }
  FolderReading reading;
  std::vector<std::size_t> added;
  reading.names = std::move(found.names).build(added);
  for (const std::size_t number : added) reading.folders.push_back(found.folders[number]);
  reading.links = std::move(found.links);
  return reading;
}

void FolderReader::visit(int folder, Name name, Found& found) {
  const auto& place = name.place;
  if (place.path.size() + 1 + name.name.size() >= PATH_MAX) return skip(name.path(), ENAMETOOLONG);
  auto status = status_of(folder, name.name.data(), name);
  if (status && S_ISLNK(status->st_mode)) {
    found.links.emplace_back(name.name);
    if (!follow(name)) return;
    folder = root_.fd();
    status = status_of(folder, name.link.c_str(), name);
    const bool leads_too_far = place.linked_folders == kMaxLinkedFolders;
    if (status && S_ISDIR(status->st_mode) && leads_too_far) return;
  }
  if (status) take(folder, name, *status, found);
}

void FolderReader::take(int folder, const Name& name, const struct stat& status, Found& found) {
  FolderEntry entry;
  entry.name = name.name;
  entry.link = name.link;
  if (S_ISDIR(status.st_mode)) {
    entry.kind = EntryKind::folder;
    found.folders.push_back({status.st_dev, status.st_ino});
  } else if (S_ISREG(status.st_mode)) {
    const char* const opened_by = name.link.empty() ? name.name.data() : name.link.c_str();
    if (::faccessat(folder, opened_by, R_OK, AT_EACCESS) != 0) return skip(name.path(), errno);
    entry.length = static_cast<std::uint64_t>(status.st_size);
    entry.modified = modified_of(status);
    entry.device = status.st_dev;
    entry.media_type = types_.of(name.name);
  } else {
    return;
  }
  found.names.add(entry);
}

/// What vanished or became something else since its name was read is not worth a word.
void FolderReader::skip(const std::string& path, int error) {
  if (path.empty() || is_want_of_means(error)) error_ = error;
  const bool gone = lookup_failure_of(error) == LookupFailure::not_found;
  if (gone && error != ENAMETOOLONG) return;
  const auto& name = path.empty() ? root_.path() : path;
  warn("cannot read \"" + name + "\": " + std::generic_category().message(error));
}

std::optional<struct stat> FolderReader::status_of(int folder, const char* opened_by,
                                                   const Name& name) {
  struct stat status = {};
  if (::fstatat(folder, opened_by, &status, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) {
    skip(name.path(), errno);
    return std::nullopt;
  }
  return status;
}

/// Makes `name.link` what the link leads to; false if that is outside of the root or nowhere. It
/// may begin with a dot, as may a folder on its way: the rule on names with a dot is about the name
/// that is asked for, and whoever made the link meant it to be.
bool FolderReader::follow(Name& name) {
  const auto real = real_path(join(root_.path(), join(name.place.resolved, name.name)));
  if (!real) {
    skip(name.path(), errno);
    return false;
  }
  auto inside = relative_to(root_.path(), *real);
  if (!inside || inside->empty()) return false;  // the root itself is a loop
  name.link = std::move(*inside);
  return true;
}

}  // namespace ranged::content
