#pragma once

#include <optional>
#include <vector>

#include "support/changing_files.hpp"
#include "support/raw_client.hpp"

namespace ranged::test {

/// The octets of the file that a complete 200 or 206 carries, and where they belong: the whole, one
/// range, or the parts of multipart/byteranges. nullopt if it is none of these, to the letter.
/// Views into `response`.
std::optional<std::vector<Piece>> pieces_in(const Response& response);

}  // namespace ranged::test
