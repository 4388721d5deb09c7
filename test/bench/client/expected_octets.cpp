#include "bench/client/expected_octets.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

#include "bench/client/fail.hpp"
#include "ranged/base/unique_fd.hpp"

namespace ranged::bench {

ExpectedOctets::ExpectedOctets(const std::string& file) {
  if (file.empty()) return;
  const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) fail("cannot open " + file, errno);
  const auto length = static_cast<std::size_t>(status.st_size);
  void* const mapped = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (mapped == MAP_FAILED) fail("cannot map " + file, errno);
  octets_ = {static_cast<const char*>(mapped), length};
}

ExpectedOctets::~ExpectedOctets() {
  if (!octets_.empty()) ::munmap(const_cast<char*>(octets_.data()), octets_.size());
}

bool ExpectedOctets::are(std::uint64_t offset, std::string_view octets) const {
  return offset <= octets_.size() && octets_.substr(offset, octets.size()) == octets;
}

}  // namespace ranged::bench
