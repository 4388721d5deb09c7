#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace ranged::daemon {

/// The name of a Unix socket as the kernel takes it.
struct UnixName {
  sockaddr_un storage{};
  socklen_t length = 0;  ///< without the octets behind the name: in the abstract one they count

  const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

/// Of a path, or of a name in the abstract namespace with an '@' in front. nullopt if it is empty
/// or too long.
inline std::optional<UnixName> unix_name_of(std::string_view path) {
  UnixName result;
  if (path.empty() || path.size() >= sizeof result.storage.sun_path) return std::nullopt;
  result.storage.sun_family = AF_UNIX;
  path.copy(result.storage.sun_path, path.size());
  const bool is_abstract = path.front() == '@';
  if (is_abstract) result.storage.sun_path[0] = '\0';
  result.length =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (is_abstract ? 0 : 1));
  return result;
}

}  // namespace ranged::daemon
