#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ranged::bench {

/// The file as it lies on the disk, to compare answers with.
class ExpectedOctets {
 public:
  /// Maps `file`, which must not change; an empty name expects nothing.
  explicit ExpectedOctets(const std::string& file);
  ~ExpectedOctets();
  ExpectedOctets(const ExpectedOctets&) = delete;
  ExpectedOctets& operator=(const ExpectedOctets&) = delete;

  explicit operator bool() const { return !octets_.empty(); }
  bool are(std::uint64_t offset, std::string_view octets) const;

 private:
  std::string_view octets_;
};

}  // namespace ranged::bench
