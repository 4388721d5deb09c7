#include "content/inotify.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

namespace ranged::content {

namespace {

/// Octets of one reading. An event takes 16, and its name.
constexpr std::size_t kReading = 64 * 1024;

/// Readings until whoever reads is to do something else as well.
constexpr int kMostReadings = 8;

void add_events(std::string_view octets, FolderEvents& events) {
  while (octets.size() >= sizeof(inotify_event)) {
    inotify_event event = {};
    std::memcpy(&event, octets.data(), sizeof event);
    octets.remove_prefix(sizeof event);
    const auto name = octets.substr(0, event.len);
    events.add(event.wd, event.mask, name.substr(0, name.find('\0')));
    octets.remove_prefix(name.size());
  }
}

std::size_t number_in(const char* file) {
  std::size_t number = 0;
  std::ifstream(file) >> number;
  return number;
}

}  // namespace

std::size_t Inotify::granted_watches() {
  return number_in("/proc/sys/fs/inotify/max_user_watches");
}

std::size_t Inotify::granted_instances() {
  return number_in("/proc/sys/fs/inotify/max_user_instances");
}

std::optional<Inotify> Inotify::open() {
  base::UniqueFd fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!fd) return std::nullopt;
  return Inotify(std::move(fd));
}

int Inotify::add(int folder, const std::string& absolute) const {
  // By its descriptor, so that it cannot be another folder than the one that is read.
  const std::string opened = "/proc/self/fd/" + std::to_string(folder);
  const int watch = ::inotify_add_watch(fd(), opened.c_str(), kWatchedEvents);
  if (watch >= 0) return watch;
  if (errno != ENOENT && errno != ENOTDIR) return -errno;
  // There is no /proc.
  const int by_path = ::inotify_add_watch(fd(), absolute.c_str(), kWatchedEvents | IN_DONT_FOLLOW);
  return by_path >= 0 ? by_path : -errno;
}

void Inotify::remove(int watch) const { ::inotify_rm_watch(fd(), watch); }

bool Inotify::read(FolderEvents& events) const {
  alignas(inotify_event) std::array<char, kReading> octets;
  for (int i = 0; i < kMostReadings; ++i) {
    const ssize_t count = ::read(fd(), octets.data(), octets.size());
    if (count <= 0) return false;
    add_events({octets.data(), static_cast<std::size_t>(count)}, events);
  }
  return true;
}

}  // namespace ranged::content
