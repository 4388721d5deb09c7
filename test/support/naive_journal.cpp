#include "support/naive_journal.hpp"

#include <cstddef>
#include <cstdint>

namespace ranged::test {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name[0] < 'A' || name[0] > 'Z') return false;
  return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == name.npos;
}

/// A length in 64 bits, the least octet first, that many octets, and LF.
std::optional<std::string_view> take_sized(std::string_view& rest) {
  if (rest.size() < 8) return std::nullopt;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    length |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
  }
  rest.remove_prefix(8);
  if (length >= rest.size() || rest[length] != '\n') return std::nullopt;
  const auto value = rest.substr(0, length);
  rest.remove_prefix(length + 1);
  return value;
}

}  // namespace

std::optional<JournalFields> parse_journal_entry(std::string_view datagram) {
  JournalFields fields;
  while (!datagram.empty()) {
    const auto end = datagram.find('\n');
    if (end == datagram.npos) return std::nullopt;
    const auto line = datagram.substr(0, end);
    datagram.remove_prefix(end + 1);
    const auto equals = line.find('=');
    const auto name = line.substr(0, equals);
    if (!is_name(name)) return std::nullopt;
    auto value = std::optional(line.substr(name.size()));
    if (equals == line.npos) {
      value = take_sized(datagram);
      if (!value) return std::nullopt;
    } else {
      value->remove_prefix(1);
    }
    fields.emplace_back(name, *value);
  }
  return fields;
}

std::optional<std::string> value_of(const JournalFields& fields, std::string_view name) {
  const std::string* found = nullptr;
  for (const auto& [known, value] : fields) {
    if (known != name) continue;
    if (found) return std::nullopt;
    found = &value;
  }
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace ranged::test
