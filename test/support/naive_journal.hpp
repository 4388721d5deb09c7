#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A second opinion on the journal's native protocol: slow, strict, and written from its description
// rather than with a look at the writer.

namespace ranged::test {

using JournalFields = std::vector<std::pair<std::string, std::string>>;

/// Names and values of one datagram, in order; both spellings of a field are understood. Nullopt if
/// journald would not understand all of it, or a name is not one that a client may use.
std::optional<JournalFields> parse_journal_entry(std::string_view datagram);

/// The value of the only field of this name; nullopt if there is none, or more than one.
std::optional<std::string> value_of(const JournalFields& fields, std::string_view name);

}  // namespace ranged::test
