#include "support/changing_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <system_error>

#include "ranged/base/unique_fd.hpp"

namespace ranged::test {
namespace {

constexpr std::size_t kMost = 900'000;

/// Every version is the beginning of an endless stream, so one that is being written, was cut or
/// has grown is recognised as well.
std::uint64_t word_of(std::uint64_t stream, std::uint64_t number) {
  std::uint64_t word = (stream << 32) + number + 0x9e3779b97f4a7c15;  // splitmix64
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return word ^ (word >> 31);
}

constexpr std::size_t kWord = sizeof(std::uint64_t);

/// Calls `use` with each piece of the stream from `offset` on, in order, `length` octets in all; up
/// to the first for which it returns false.
template <typename Use>
bool for_each_word(std::uint64_t stream, std::uint64_t offset, std::size_t length, Use use) {
  for (std::size_t done = 0; done < length;) {
    const std::uint64_t word = word_of(stream, (offset + done) / kWord);
    const std::size_t skipped = (offset + done) % kWord;
    const std::size_t size = std::min(kWord - skipped, length - done);
    char octets[kWord];
    std::memcpy(octets, &word, kWord);
    if (!use(done, std::string_view(octets + skipped, size))) return false;
    done += size;
  }
  return true;
}

std::string octets_of(std::uint64_t stream, std::uint64_t offset, std::size_t length) {
  std::string octets(length, '\0');
  for_each_word(stream, offset, length, [&octets](std::size_t at, std::string_view word) {
    std::memcpy(octets.data() + at, word.data(), word.size());
    return true;
  });
  return octets;
}

bool is_of(std::uint64_t stream, const Piece& piece) {
  return for_each_word(
      stream, piece.offset, piece.octets.size(), [&piece](std::size_t at, std::string_view word) {
        return std::memcmp(piece.octets.data() + at, word.data(), word.size()) == 0;
      });
}

/// -1 if there is no such file.
off_t length_of(const base::UniqueFd& fd) { return ::lseek(fd.get(), 0, SEEK_END); }

}  // namespace

ChangingFiles::ChangingFiles(TempContent& content, std::size_t count, std::uint64_t seed)
    : content_(content), random_(seed), versions_(count) {
  for (std::size_t file = 0; file < count; ++file) renew(file);
}

std::uint64_t ChangingFiles::begin_version(std::size_t file) {
  auto& versions = versions_[file];
  if (!versions.empty()) versions.back().replaced = Clock::now();
  versions.push_back({random_() >> 32});
  return versions.back().stream;
}

/// The new version comes by rename: complete, or not at all.
void ChangingFiles::renew(std::size_t file) {
  content_.write(".new", octets_of(begin_version(file), 0, random_() % kMost));
  content_.rename(".new", path(file));
}

void ChangingFiles::change() {
  const std::size_t file = random_() % count();
  const base::UniqueFd fd(::open(content_.absolute(path(file)).c_str(), O_RDWR | O_CLOEXEC));
  const off_t length = length_of(fd);
  if (length < 0) return renew(file);
  switch (random_() % 8) {
    case 0:
      return content_.remove(path(file));
    case 1:
    case 2:
      if (::ftruncate(fd.get(), static_cast<off_t>(random_() % kMost) % (length + 1)) == 0) return;
      throw std::system_error(errno, std::generic_category(), "ftruncate");
    case 3: {
      const auto stream = versions_[file].back().stream;
      const std::string more = octets_of(stream, static_cast<std::uint64_t>(length), 1000);
      if (::pwrite(fd.get(), more.data(), more.size(), length) > 0) return;
      throw std::system_error(errno, std::generic_category(), "pwrite");
    }
    case 4:
    case 5:  // in place: the octets before are gone at once
      return content_.write(path(file), octets_of(begin_version(file), 0, random_() % kMost));
    default:
      return renew(file);
  }
}

bool ChangingFiles::had(std::size_t file, const std::vector<Piece>& pieces,
                        Clock::time_point since) const {
  const auto& versions = versions_.at(file);
  return std::any_of(versions.rbegin(), versions.rend(), [&](const Version& version) {
    if (version.replaced < since) return false;
    return std::all_of(pieces.begin(), pieces.end(),
                       [&version](const Piece& piece) { return is_of(version.stream, piece); });
  });
}

}  // namespace ranged::test
